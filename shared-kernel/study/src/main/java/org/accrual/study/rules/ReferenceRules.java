package org.accrual.study.rules;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Reason;

/** What a fact refers to is there. */
final class ReferenceRules {
    private static final String ANCHOR = "date.anchor.event";
    private static final String RESECTION = "afterResection";

    private ReferenceRules() {}

    /** An anchored date counts from a fact of the same patient that stands and, in the end, has a date itself. */
    static Stream<Breach> anchorStands(Timeline record) {
        return record.facts().stream().filter(Fact::anchorLost).map(fact -> lost(record, fact));
    }

    private static Breach lost(Timeline record, Fact<?> fact) {
        EventId anchor = stated(fact).anchor().event();
        Breach breach = Breach.at(fact);
        if (record.fact(anchor).isEmpty())
            return breach.refusing(
                    fact,
                    Reason.EVENT_UNKNOWN,
                    "No clinical event " + anchor + " of this patient stands that a date could count from.",
                    ANCHOR);
        if (countsFromItself(record, fact))
            return breach.refusing(
                    fact,
                    Reason.ANCHORS_IN_A_CIRCLE,
                    "The date would count from event " + anchor + ", whose date counts from this one.",
                    ANCHOR);
        // What it counts from has lost its own anchor: that is not this fact's fault.
        return breach;
    }

    private static ClinicalDate stated(Fact<?> fact) {
        return fact.event().date();
    }

    private static boolean countsFromItself(Timeline record, Fact<?> fact) {
        Set<EventId> passed = new HashSet<>();
        Optional<Fact<?>> at = Optional.of(fact);
        while (at.isPresent() && stated(at.get()).anchor() != null) {
            EventId next = stated(at.get()).anchor().event();
            if (next.equals(fact.id())) return true;
            // A circle elsewhere is not this fact's.
            if (!passed.add(next)) return false;
            at = record.fact(next);
        }
        return false;
    }

    /** A recurrence names a resection of the same patient. */
    static Stream<Breach> resectionStands(Timeline record) {
        return record.facts(RecurrenceRecorded.class).stream()
                .filter(recurrence -> recurrence.event().afterResection() != null
                        && DiseaseRules.resectionBefore(record, recurrence).isEmpty())
                .map(recurrence -> unnamed(record, recurrence));
    }

    private static Breach unnamed(Timeline record, Fact<RecurrenceRecorded> recurrence) {
        EventId named = recurrence.event().afterResection();
        Breach breach = Breach.at(recurrence);
        return record.fact(named).isEmpty()
                ? breach.refusing(
                        recurrence,
                        Reason.EVENT_UNKNOWN,
                        "No clinical event " + named + " of this patient stands.",
                        RESECTION)
                : breach.refusing(
                        recurrence, Reason.NOT_A_RESECTION, "Event " + named + " is no resection.", RESECTION);
    }
}
