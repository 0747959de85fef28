package org.accrual.query.views.fold;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.accrual.log.format.LogRecord;
import org.accrual.query.views.Clinical;
import org.accrual.query.views.Sections;
import org.accrual.query.views.SubjectKind;
import org.accrual.query.views.SubjectState;
import org.accrual.query.views.store.Place;
import org.accrual.query.views.store.RosterLine;
import org.accrual.query.views.store.StoredEvent;
import org.accrual.query.views.store.Subject;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.words.PatientId;

/**
 * A subject with its states, after the same event.
 *
 * @param subject without its sections
 * @param numbered where a patient got the subject number of now; null for others
 */
record Folded(Subject subject, States states, Place numbered) {
    private static final long NOTHING_SEEN = -1;

    /** Before its first event. */
    static Folded unseen(Envelope first, Place place, int partition, Sections sections) {
        SubjectKind kind = SubjectKind.of(first);
        var subject = new Subject(
                kind,
                SubjectKind.keyOf(first),
                first.study(),
                first.center(),
                partition,
                place,
                new Place(NOTHING_SEEN, NOTHING_SEEN),
                0,
                false,
                Map.of());
        return new Folded(subject, States.empty(sections.states(kind)), null);
    }

    /** As it is stored, its states folded from its events. */
    static Folded stored(Subject subject, List<StoredEvent> events, Sections sections) {
        var empty = new Folded(subject.at(new Place(NOTHING_SEEN, NOTHING_SEEN), 0), none(subject, sections), null);
        if (subject.erased()) return new Folded(subject, empty.states, null);
        Folded folded = empty;
        for (StoredEvent event : events)
            if (event.envelope().sequence() <= subject.sequence())
                folded = folded.after(
                        event.recorded(),
                        Place.of(event.offset(), event.envelope().recordedAt()));
        return new Folded(subject, folded.states, folded.numbered);
    }

    private static States none(Subject subject, Sections sections) {
        return States.empty(sections.states(subject.kind()));
    }

    /** Whether the document has not seen the record: it was not read before, here or elsewhere. */
    boolean isNew(LogRecord record) {
        return record.offset() > subject.last().offset();
    }

    /** A stream belongs to one chain; an event elsewhere under the same id is nobody's. */
    void requireOwn(LogRecord record, Envelope envelope) {
        if (subject.partition() != record.partition()
                || !subject.study().equals(envelope.study())
                || !Objects.equals(subject.center(), envelope.center()))
            throw new IllegalStateException(subject.key() + " belongs to another chain than " + record.key());
    }

    /** @throws IllegalStateException for an event that can't follow */
    Folded after(RecordedEvent event, Place place) {
        long sequence = event.envelope().sequence();
        long expected = subject.sequence() + 1;
        if (sequence != expected)
            throw new IllegalStateException(
                    "sequence %d of %s where %d follows".formatted(sequence, subject.key(), expected));
        States next = states.after(event);
        boolean renumbered = !subjectNumber(states).equals(subjectNumber(next));
        return new Folded(subject.at(place, sequence), next, renumbered ? place : numbered);
    }

    /** Nobody can read its events any more. */
    Folded erased() {
        return new Folded(subject.asErased(), states, numbered);
    }

    /** After an event that can't be read. */
    Folded afterErased(Envelope envelope, Place place) {
        return new Folded(subject.asErased().at(place, envelope.sequence()), states, numbered);
    }

    private Optional<String> subjectNumber(States of) {
        if (subject.kind() != SubjectKind.PATIENT) return Optional.empty();
        Clinical clinical = of.get(SubjectState.CLINICAL);
        return clinical.state().enrolment().map(PatientEnrolled::subjectNumber);
    }

    /** Empty for what is no patient. */
    Optional<RosterLine> rosterLine() {
        if (subject.kind() != SubjectKind.PATIENT) return Optional.empty();
        PatientId patient = PatientId.of(subject.key());
        if (subject.erased()) return Optional.of(RosterLine.erased(patient, subject.partition(), subject.first()));
        return subjectNumber(states)
                .map(number -> new RosterLine(patient, subject.partition(), subject.first(), numbered, number));
    }

    /** As it is to be stored. */
    Subject document(Sections sections) {
        if (subject.erased()) return subject;
        return subject.with(states.sections(sections.of(subject.kind())));
    }
}
