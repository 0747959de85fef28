package org.accrual.study.patient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.EffectiveFact;
import org.accrual.study.events.Enrollment;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.Review;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * One patient as the log tells it up to some position. {@link #evolve} is the only code that changes it, whether a
 * command is decided, a view is projected or the past is replayed; everything derived is computed anew from the facts.
 *
 * @param study null before the enrolment, like the other identifiers
 * @param version sequence of the last event of the patient's stream; 0 before the first
 * @param entries every event but amendments, in the order of recording, each with its effective fact. One more is added
 *     without copying the others, which earlier states go on showing as they were
 * @param places where each of them stands, by its id
 */
public record PatientState(
        StudyId study,
        CenterId center,
        PatientId patient,
        long version,
        PVector<Entry> entries,
        PMap<EventId, Integer> places) {
    private static final PatientState EMPTY =
            new PatientState(null, null, null, 0, TreePVector.empty(), HashTreePMap.empty());

    /**
     * An event and what it counts for now.
     *
     * @param recorded as it stands in the log
     * @param effective after its corrections; null once retracted
     * @param amendments the corrections and the retraction, in the order of recording
     */
    public record Entry(Envelope envelope, PatientEvent recorded, PatientEvent effective, List<EventId> amendments) {
        public Entry {
            amendments = List.copyOf(amendments);
        }

        public EventId id() {
            return envelope.id();
        }

        public boolean retracted() {
            return effective == null;
        }

        private Entry amendedBy(EventId amendment, PatientEvent fact) {
            var all = new ArrayList<>(amendments);
            all.add(amendment);
            return new Entry(envelope, recorded, fact, all);
        }
    }

    public static PatientState empty() {
        return EMPTY;
    }

    /**
     * The state after one more event of this patient.
     *
     * @throws IllegalStateException if the event belongs to no patient or to another one, or amends what is not there:
     *     the writer never records such an event, so the history is damaged
     */
    public PatientState evolve(RecordedEvent recorded) {
        if (!(recorded.event() instanceof PatientEvent event))
            throw new IllegalStateException(recorded.envelope().type() + " belongs to no patient");
        Envelope envelope = recorded.envelope();
        if (patient != null && !patient.equals(envelope.patient()))
            throw new IllegalStateException("event " + envelope.id() + " belongs to another patient");
        return after(envelope, event);
    }

    private PatientState after(Envelope envelope, PatientEvent event) {
        return switch (event) {
            case EventCorrected correction ->
                amended(
                        envelope,
                        correction.target(),
                        entry ->
                                entry.amendedBy(envelope.id(), EffectiveFact.corrected(entry.effective(), correction)));
            case EventRetracted retraction ->
                amended(envelope, retraction.target(), entry -> entry.amendedBy(envelope.id(), null));
            case ClinicalEvent fact -> with(envelope, fact);
            case Enrollment fact -> with(envelope, fact);
            case Review _ -> at(envelope, entries, places);
        };
    }

    private PatientState with(Envelope envelope, PatientEvent fact) {
        return at(
                envelope,
                entries.plus(new Entry(envelope, fact, fact, List.of())),
                places.plus(envelope.id(), entries.size()));
    }

    private PatientState amended(Envelope envelope, EventId target, UnaryOperator<Entry> amendment) {
        Integer place = places.get(target);
        if (place == null || entries.get(place).retracted())
            throw new IllegalStateException("event " + target + " does not stand and can't be amended");
        return at(envelope, entries.with(place, amendment.apply(entries.get(place))), places);
    }

    private static PatientState at(Envelope last, PVector<Entry> entries, PMap<EventId, Integer> places) {
        return new PatientState(last.study(), last.center(), last.patient(), last.sequence(), entries, places);
    }

    /** Whether the patient is enrolled at all. */
    public boolean exists() {
        return !entries.isEmpty();
    }

    public Optional<Entry> entry(EventId id) {
        return Optional.ofNullable(places.get(id)).map(entries::get);
    }

    /** The effective enrolment; empty before it. */
    public Optional<PatientEnrolled> enrolment() {
        return entries.stream()
                .map(Entry::effective)
                .filter(PatientEnrolled.class::isInstance)
                .map(PatientEnrolled.class::cast)
                .findFirst();
    }

    /** The effective clinical facts in clinical order, with what derives from them. Computed at every call. */
    public Timeline timeline() {
        return Timeline.of(this);
    }

    /** The timeline as it would be with one more fact, which has not been recorded. */
    public Timeline timelineWith(EventId candidate, ClinicalEvent fact) {
        return Timeline.with(this, candidate, fact);
    }
}
