package org.accrual.query.views.store;

import org.accrual.query.views.Cut;
import org.accrual.study.words.PatientId;
import org.bson.Document;

/**
 * A patient in a center's roster.
 *
 * @param partition of the center's chain
 * @param enrolled where that stands
 * @param numbered where the subject number was given
 * @param subjectNumber null once erased
 */
public record RosterLine(PatientId patient, int partition, Place enrolled, Place numbered, String subjectNumber) {
    private static final String PARTITION = "partition";
    private static final String ENROLLED = "enrolled";
    private static final String NUMBERED = "numbered";
    private static final String SUBJECT_NUMBER = "subjectNumber";
    /** After any that could be read. */
    private static final Place FOR_EVER = new Place(Long.MAX_VALUE, Long.MAX_VALUE);

    public static RosterLine erased(PatientId patient, int partition, Place enrolled) {
        return new RosterLine(patient, partition, enrolled, FOR_EVER, null);
    }

    static RosterLine read(String patient, Document document) {
        return new RosterLine(
                PatientId.of(patient),
                document.getInteger(PARTITION),
                Place.read(document.get(ENROLLED, Document.class)),
                Place.read(document.get(NUMBERED, Document.class)),
                document.getString(SUBJECT_NUMBER));
    }

    /** Comes after any whose number was given before. */
    Document document() {
        return new Document(NUMBERED, numbered.document())
                .append(SUBJECT_NUMBER, subjectNumber)
                .append(ENROLLED, enrolled.document())
                .append(PARTITION, partition);
    }

    public boolean isErased() {
        return subjectNumber == null;
    }

    public boolean isBefore(Cut cut) {
        return enrolled.isBefore(cut, partition);
    }

    /** Whether the patient had that number at the cut already. */
    public boolean isNumberedBefore(Cut cut) {
        return numbered.isBefore(cut, partition);
    }
}
