package org.accrual.query.views.store;

import org.accrual.query.views.Cut;
import org.accrual.study.words.PatientId;

/**
 * A patient in a center's roster.
 *
 * @param partition of the center's chain
 * @param enrolled where that stands
 * @param numbered where the subject number was given
 * @param subjectNumber null once erased
 */
public record RosterLine(PatientId patient, int partition, Place enrolled, Place numbered, String subjectNumber) {
    /** Offset and time of the number, both of as many digits as any; the same of the enrolment; partition; number. */
    private static final String FORM = "%019d %019d %d %d %d %s";

    private static final int PARTS = 6;
    /** After any that could be read. */
    private static final Place FOR_EVER = new Place(Long.MAX_VALUE, Long.MAX_VALUE);

    public static RosterLine erased(PatientId patient, int partition, Place enrolled) {
        return new RosterLine(patient, partition, enrolled, FOR_EVER, null);
    }

    static RosterLine read(String patient, String text) {
        String[] parts = text.split(" ", PARTS);
        return new RosterLine(
                PatientId.of(patient),
                Integer.parseInt(parts[4]),
                new Place(Long.parseLong(parts[2]), Long.parseLong(parts[3])),
                new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1])),
                parts[5].isEmpty() ? null : parts[5]);
    }

    /** As one text, which comes after that of any whose number was given before; a roster is read as a whole. */
    String text() {
        return FORM.formatted(
                numbered.offset(),
                numbered.recordedMicros(),
                enrolled.offset(),
                enrolled.recordedMicros(),
                partition,
                subjectNumber == null ? "" : subjectNumber);
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
