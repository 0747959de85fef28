package org.accrual.query.analysis.cohort;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.accrual.query.analysis.plan.Accepted;
import org.accrual.query.analysis.plan.Condition;
import org.accrual.query.analysis.plan.FactFields;
import org.accrual.query.analysis.plan.Moment;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.patient.Elapsed;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.PatientState;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.EventId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One patient's timeline read with a plan's vocabulary. Where dates overlap, facts stand in the timeline's clinical
 * order; conditions that turn on it stay undecided.
 */
public final class PatientReading {
    private final PatientState state;
    private final Timeline timeline;
    private final Map<String, Optional<Fact<?>>> moments = new HashMap<>();
    /** Facts as plans see them, made once. */
    private final Map<EventId, ObjectNode> trees = new HashMap<>();

    PatientReading(PatientState state, Plan plan) {
        this.state = state;
        this.timeline = state.timeline();
        for (Moment moment : plan.moments()) moments.put(moment.name(), find(moment));
    }

    public PatientState state() {
        return state;
    }

    /** The fact by which the patient came to that moment. */
    public Optional<Fact<?>> at(String moment) {
        return moments.get(moment);
    }

    public boolean died() {
        return timeline.death().isPresent();
    }

    /** The first of these moments, in the order given, that the patient came to. */
    public Optional<Fact<?>> firstReached(List<String> names) {
        return names.stream().map(this::at).flatMap(Optional::stream).findFirst();
    }

    public Verdict test(Condition condition) {
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
                .filter(fact -> matches(fact, condition.where()))
                .map(fact -> Verdict.yes(Since.of(fact)))
                .orElse(Verdict.NO);
    }

    private Verdict precedes(Condition.Precedes condition) {
        Optional<Fact<?>> first = at(condition.first());
        Optional<Fact<?>> second = at(condition.second());
        if (first.isEmpty()) return Verdict.NO;
        Verdict yes = Verdict.yes(Since.of(first.get()));
        if (second.isEmpty()) return yes;
        Elapsed between = Elapsed.between(first.get(), second.get());
        boolean sameDay = condition.countsSameDay();
        Double low = between.lowMonths();
        Double high = between.highMonths();
        if (low != null && (low > 0 || sameDay && low == 0)) return yes;
        return high != null && (high < 0 || !sameDay && high == 0) ? Verdict.NO : Verdict.UNDECIDED;
    }

    private Verdict lasts(Condition.Lasts condition) {
        Optional<Fact<?>> from = at(condition.from());
        Optional<Fact<?>> to = firstReached(condition.to());
        if (from.isEmpty()) return Verdict.NO;
        if (to.isEmpty()) return Verdict.UNDECIDED;
        double months = condition.longerThanInMonths();
        Elapsed between = Elapsed.between(from.get(), to.get());
        if (between.lowMonths() != null && between.lowMonths() > months)
            return Verdict.yes(new Since.Event(from.get(), months));
        return between.highMonths() != null && between.highMonths() <= months ? Verdict.NO : Verdict.UNDECIDED;
    }

    private Optional<Fact<?>> find(Moment moment) {
        if (!moment.firstOf().isEmpty())
            return timeline.facts().stream()
                    .filter(fact -> moment.firstOf().stream().anyMatch(name -> at(name).equals(Optional.of(fact))))
                    .findFirst();
        if (moment.after() != null && at(moment.after()).isEmpty()) return Optional.empty();
        List<Fact<?>> facts = timeline.facts().stream()
                .filter(fact -> moment.events().contains(EventCodec.typeOf(fact.event()))
                        && matches(fact, moment.where())
                        && within(fact, moment))
                .toList();
        int place = moment.place() > 0 ? moment.place() - 1 : facts.size() + moment.place();
        return place >= 0 && place < facts.size() ? Optional.of(facts.get(place)) : Optional.empty();
    }

    private boolean within(Fact<?> fact, Moment moment) {
        boolean after =
                moment.after() == null || isLater(fact, at(moment.after()).orElseThrow(), moment.countsSameDay());
        boolean before = moment.before() == null
                || at(moment.before())
                        .map(end -> isLater(end, fact, moment.countsSameDay()))
                        .orElse(true);
        return after && before;
    }

    /**
     * Later by the dates, or else by the timeline's order. On one and the same day a death is later than all else, and
     * nothing else is, unless the plan counts the day itself.
     */
    private boolean isLater(Fact<?> fact, Fact<?> than, boolean countsSameDay) {
        if (fact.id().equals(than.id())) return false;
        Elapsed between = Elapsed.between(than, fact);
        if (between.lowMonths() != null && between.lowMonths() > 0) return true;
        if (between.highMonths() != null && between.highMonths() < 0) return false;
        if (between.isExact()) return countsSameDay || fact.event() instanceof DeathRecorded;
        return timeline.facts().indexOf(fact) > timeline.facts().indexOf(than);
    }

    /** Every value of a field of the moment's fact; none if the patient never came to it. */
    public List<JsonNode> values(String moment, String field) {
        return at(moment).map(fact -> FactFields.values(tree(fact), field)).orElse(List.of());
    }

    /** The values as one label, joined by a plus sign; empty if there is none. */
    public Optional<String> label(String moment, String field) {
        return Optional.of(values(moment, field).stream()
                        .map(value -> value.isString() ? value.stringValue() : value.toString())
                        .sorted()
                        .collect(Collectors.joining("+")))
                .filter(label -> !label.isEmpty());
    }

    private boolean matches(Fact<?> fact, Map<String, Accepted> where) {
        return where.isEmpty() || FactFields.matches(tree(fact), where);
    }

    private ObjectNode tree(Fact<?> fact) {
        return trees.computeIfAbsent(fact.id(), _ -> FactFields.tree(fact.event()));
    }
}
