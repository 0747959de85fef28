package org.accrual.study.rules;

import java.util.List;
import java.util.stream.Stream;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Reason;

/** Birth and death. */
final class LifetimeRules {
    private LifetimeRules() {}

    static Stream<Breach> nothingBeforeBirth(Timeline record) {
        ClinicalDate birth = record.birth();
        return record.facts().stream()
                .filter(fact -> fact.date().certainlyBefore(birth))
                .map(fact -> Breach.at(fact)
                        .refusing(
                                fact,
                                Reason.BEFORE_BIRTH,
                                "The date (" + fact.date() + ") is certainly before the patient's birth (" + birth
                                        + ").",
                                "date"));
    }

    static Stream<Breach> oneDeath(Timeline record) {
        List<Fact<DeathRecorded>> deaths = record.facts(DeathRecorded.class);
        return deaths.stream().skip(1).map(later -> {
            Fact<DeathRecorded> first = deaths.getFirst();
            Breach breach = Breach.at(later);
            return alreadyDead(alreadyDead(breach, later, first), first, later);
        });
    }

    private static Breach alreadyDead(Breach breach, Fact<?> newcomer, Fact<?> known) {
        return breach.refusing(
                newcomer,
                Reason.DEATH_ALREADY_RECORDED,
                "The patient's death is recorded (" + known.date() + ", event " + known.id()
                        + "): correct that event if it is wrong.",
                null);
    }

    /** A death that is new is refused for what is known to be later, as the later fact is for a known death. */
    static Stream<Breach> nothingAfterDeath(Timeline record) {
        return record.death().stream()
                .flatMap(death -> record.facts().stream()
                        .filter(fact -> !(fact.event() instanceof DeathRecorded)
                                && fact.date().certainlyAfter(death.date()))
                        .map(later -> afterDeath(later, death)));
    }

    private static Breach afterDeath(Fact<?> later, Fact<?> death) {
        return Breach.at(later)
                .refusing(
                        later,
                        Reason.AFTER_DEATH,
                        "The date (" + later.date() + ") is certainly after the patient's death (" + death.date()
                                + ").",
                        "date")
                .refusing(
                        death,
                        Reason.LATER_EVENTS_EXIST,
                        "Event " + later.id() + " (" + later.date() + ") is certainly later than this death ("
                                + death.date() + "): correct or retract whichever is wrong.",
                        "date");
    }
}
