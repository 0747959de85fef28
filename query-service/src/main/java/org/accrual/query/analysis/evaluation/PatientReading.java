package org.accrual.query.analysis.evaluation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.accrual.query.analysis.plan.Accepted;
import org.accrual.query.analysis.plan.Condition;
import org.accrual.query.analysis.plan.FactFields;
import org.accrual.query.analysis.plan.Moment;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Surgery;
import org.accrual.study.events.Therapy;
import org.accrual.study.patient.Elapsed;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.PatientState;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.Months;

/**
 * One patient's timeline read with a plan's vocabulary. Where dates overlap, facts stand in the timeline's clinical
 * order; conditions that turn on it stay undecided.
 */
final class PatientReading {
    private final PatientState state;
    private final Timeline timeline;
    private final Map<String, Optional<Fact<?>>> moments = new HashMap<>();

    PatientReading(PatientState state, Plan plan) {
        this.state = state;
        this.timeline = state.timeline();
        for (Moment moment : plan.moments()) moments.put(moment.name(), find(moment));
    }

    PatientState state() {
        return state;
    }

    /** The fact by which the patient came to that moment. */
    Optional<Fact<?>> at(String moment) {
        return moments.get(moment);
    }

    /** The first of these moments, in the order given, that the patient came to. */
    Optional<Fact<?>> firstReached(List<String> names) {
        return names.stream().map(this::at).flatMap(Optional::stream).findFirst();
    }

    Verdict test(Condition condition) {
        return switch (condition) {
            case Condition.Happened happened -> happened(happened);
            case Condition.Precedes precedes -> precedes(precedes);
            case Condition.Lasts lasts -> lasts(lasts);
            case Condition.Not not -> test(not.condition()).not();
            case Condition.All all ->
                Verdict.all(all.of().stream().map(this::test).toList());
            case Condition.Any any ->
                Verdict.any(any.of().stream().map(this::test).toList());
        };
    }

    private Verdict happened(Condition.Happened condition) {
        return at(condition.moment())
                .filter(fact -> matches(fact.event(), condition.where()))
                .map(PatientReading::since)
                .orElse(Verdict.NO);
    }

    private Verdict precedes(Condition.Precedes condition) {
        Optional<Fact<?>> first = at(condition.first());
        Optional<Fact<?>> second = at(condition.second());
        if (first.isEmpty()) return Verdict.NO;
        if (second.isEmpty()) return since(first.get());
        Elapsed between = Elapsed.between(first.get(), second.get());
        if (between.lowMonths() != null && between.lowMonths() > 0) return since(first.get());
        return between.highMonths() != null && between.highMonths() <= 0 ? Verdict.NO : Verdict.UNDECIDED;
    }

    private Verdict lasts(Condition.Lasts condition) {
        Optional<Fact<?>> from = at(condition.from());
        Optional<Fact<?>> to = firstReached(condition.to());
        if (from.isEmpty()) return Verdict.NO;
        if (to.isEmpty()) return Verdict.UNDECIDED;
        double months = condition.longerThanMonths().doubleValue();
        Elapsed between = Elapsed.between(from.get(), to.get());
        if (between.lowMonths() != null && between.lowMonths() > months)
            return Verdict.yes(plus(from.get().date().latest(), months), null);
        return between.highMonths() != null && between.highMonths() <= months ? Verdict.NO : Verdict.UNDECIDED;
    }

    private static LocalDate plus(LocalDate day, double months) {
        return day == null ? null : day.plusDays((long) Math.ceil(months * Months.DAYS_PER_MONTH));
    }

    private static Verdict since(Fact<?> fact) {
        LocalDate day = fact.date().latest();
        boolean treatment = fact.event() instanceof Surgery || fact.event() instanceof Therapy;
        return Verdict.yes(day, treatment ? day : null);
    }

    private Optional<Fact<?>> find(Moment moment) {
        if (!moment.firstOf().isEmpty())
            return timeline.facts().stream()
                    .filter(fact -> moment.firstOf().stream().anyMatch(name -> at(name).equals(Optional.of(fact))))
                    .findFirst();
        if (moment.after() != null && at(moment.after()).isEmpty()) return Optional.empty();
        List<Fact<?>> facts = timeline.facts().stream()
                .filter(fact -> moment.events().contains(EventCodec.typeOf(fact.event()))
                        && matches(fact.event(), moment.where())
                        && within(fact, moment))
                .toList();
        int place = moment.place() > 0 ? moment.place() - 1 : facts.size() + moment.place();
        return place >= 0 && place < facts.size() ? Optional.of(facts.get(place)) : Optional.empty();
    }

    private boolean within(Fact<?> fact, Moment moment) {
        boolean after =
                moment.after() == null || isLater(fact, at(moment.after()).orElseThrow());
        boolean before = moment.before() == null
                || at(moment.before()).map(end -> isLater(end, fact)).orElse(true);
        return after && before;
    }

    /** Later by the dates, or else by the timeline's order; a death on the same day is later than all else. */
    private boolean isLater(Fact<?> fact, Fact<?> than) {
        if (fact.id().equals(than.id())) return false;
        Elapsed between = Elapsed.between(than, fact);
        if (between.lowMonths() != null && between.lowMonths() > 0) return true;
        if (between.highMonths() != null && between.highMonths() < 0) return false;
        if (between.isExact()) return fact.event() instanceof DeathRecorded;
        return timeline.facts().indexOf(fact) > timeline.facts().indexOf(than);
    }

    private static boolean matches(ClinicalEvent event, Map<String, Accepted> where) {
        return where.entrySet().stream()
                .allMatch(field -> FactFields.values(event, field.getKey()).stream()
                        .anyMatch(value -> field.getValue().accepts(value)));
    }
}
