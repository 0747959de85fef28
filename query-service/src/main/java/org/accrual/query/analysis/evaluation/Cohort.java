package org.accrual.query.analysis.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.accrual.query.analysis.plan.Criterion;
import org.accrual.query.analysis.plan.FactFields;
import org.accrual.query.analysis.plan.Grouping;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.analysis.result.Count;
import org.accrual.query.analysis.result.Exclusion;
import org.accrual.query.analysis.result.GroupMembers;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.PatientId;

/** Who takes part, in which group, and who is left out and why. */
final class Cohort {
    static final String IN_NO_GROUP = "IN_NO_GROUP";
    static final String IN_SEVERAL_GROUPS = "IN_SEVERAL_GROUPS";
    static final String GROUP_UNDECIDED = "GROUP_UNDECIDED";
    static final String UNDECIDED = "_UNDECIDED";

    /**
     * @param knownOn when it was certain at the earliest that the patient belongs to the cohort and the group; null if
     *     nothing had to happen for it
     * @param treatedOn the day of the treatment that makes the patient a member of the group; null if none does
     */
    record Member(PatientReading reading, String group, LocalDate knownOn, LocalDate treatedOn) {
        PatientId id() {
            return reading.state().patient();
        }
    }

    private final Plan plan;
    private final List<Member> members = new ArrayList<>();
    private final Map<String, List<PatientId>> excluded = new LinkedHashMap<>();
    private int patients;

    Cohort(Plan plan) {
        this.plan = plan;
        for (Criterion criterion : plan.cohort()) {
            excluded.put(criterion.reason(), new ArrayList<>());
            excluded.put(criterion.reason() + UNDECIDED, new ArrayList<>());
        }
    }

    /** Patients have to come in a fixed order. */
    void add(PatientState patient) {
        patients++;
        var reading = new PatientReading(patient, plan);
        LocalDate knownOn = null;
        for (Criterion criterion : plan.cohort()) {
            Verdict verdict = reading.test(criterion.keep());
            if (!verdict.holds()) {
                boolean undecided = verdict.truth() == Verdict.Truth.UNDECIDED;
                exclude(reading, criterion.reason() + (undecided ? UNDECIDED : ""));
                return;
            }
            knownOn = Verdict.later(knownOn, verdict.knownOn());
        }
        assign(reading, knownOn);
    }

    private void exclude(PatientReading reading, String reason) {
        excluded.computeIfAbsent(reason, _ -> new ArrayList<>())
                .add(reading.state().patient());
    }

    private void assign(PatientReading reading, LocalDate knownOn) {
        switch (plan.groups()) {
            case Grouping.Everyone everyone -> members.add(new Member(reading, everyone.label(), knownOn, null));
            case Grouping.Center _ ->
                members.add(new Member(reading, reading.state().center().value(), knownOn, null));
            case Grouping.Field field ->
                value(reading, field)
                        .ifPresentOrElse(
                                label -> members.add(new Member(reading, label, knownOn, null)),
                                () -> exclude(reading, IN_NO_GROUP));
            case Grouping.Conditions conditions -> assign(reading, knownOn, conditions);
        }
    }

    private static Optional<String> value(PatientReading reading, Grouping.Field field) {
        return reading.at(field.moment())
                .map(fact -> FactFields.values(fact.event(), field.field()).stream()
                        .map(value -> value.isString() ? value.stringValue() : value.toString())
                        .sorted()
                        .collect(Collectors.joining("+")))
                .filter(label -> !label.isEmpty());
    }

    private void assign(PatientReading reading, LocalDate knownOn, Grouping.Conditions conditions) {
        var holding = new ArrayList<Member>();
        boolean undecided = false;
        for (Grouping.Group group : conditions.of()) {
            Verdict verdict = reading.test(group.when());
            undecided |= verdict.truth() == Verdict.Truth.UNDECIDED;
            if (verdict.holds())
                holding.add(new Member(
                        reading, group.label(), Verdict.later(knownOn, verdict.knownOn()), verdict.treatedOn()));
        }
        if (holding.size() > 1) exclude(reading, IN_SEVERAL_GROUPS);
        else if (undecided) exclude(reading, GROUP_UNDECIDED);
        else if (holding.isEmpty()) exclude(reading, IN_NO_GROUP);
        else members.add(holding.getFirst());
    }

    int patients() {
        return patients;
    }

    List<Member> members() {
        return members;
    }

    /** The groups in the order in which results list them, those without a member included. */
    List<String> labels() {
        return switch (plan.groups()) {
            case Grouping.Everyone everyone -> List.of(everyone.label());
            case Grouping.Conditions conditions ->
                conditions.of().stream().map(Grouping.Group::label).toList();
            case Grouping.Field _, Grouping.Center _ ->
                List.copyOf(members.stream().map(Member::group).collect(Collectors.toCollection(TreeSet::new)));
        };
    }

    List<Exclusion> exclusions() {
        return exclusions(excluded);
    }

    static List<Exclusion> exclusions(Map<String, List<PatientId>> byReason) {
        return byReason.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry ->
                        new Exclusion(entry.getKey(), Count.of(entry.getValue().size()), entry.getValue()))
                .toList();
    }

    List<GroupMembers> groups() {
        return labels().stream().map(this::membersOf).toList();
    }

    private GroupMembers membersOf(String label) {
        List<PatientId> ids = members.stream()
                .filter(member -> member.group().equals(label))
                .map(Member::id)
                .toList();
        return new GroupMembers(label, Count.of(ids.size()), ids);
    }
}
