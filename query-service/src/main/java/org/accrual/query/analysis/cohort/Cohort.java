package org.accrual.query.analysis.cohort;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.accrual.query.analysis.plan.Criterion;
import org.accrual.query.analysis.plan.Grouping;
import org.accrual.query.analysis.plan.Moment;
import org.accrual.query.analysis.plan.PartialDates;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.disclosure.Count;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.PatientId;

/** Who takes part, in which group, and who is left out and why. */
public final class Cohort {
    static final String IN_NO_GROUP = "IN_NO_GROUP";
    static final String IN_SEVERAL_GROUPS = "IN_SEVERAL_GROUPS";
    static final String GROUP_UNDECIDED = "GROUP_UNDECIDED";
    static final String UNDECIDED = "_UNDECIDED";

    /**
     * @param inCohort from when on it is certain that the patient belongs to the cohort
     * @param inGroup the same of the group
     */
    public record Member(PatientReading reading, String group, Since inCohort, Since inGroup) {
        public PatientId id() {
            return reading.state().patient();
        }
    }

    private final Plan plan;
    private final List<Member> members = new ArrayList<>();
    private final Set<String> reached = new HashSet<>();
    private final Map<String, List<PatientId>> excluded = new LinkedHashMap<>();
    private int patients;

    public Cohort(Plan plan) {
        this.plan = plan;
        for (Criterion criterion : plan.cohort()) {
            excluded.put(criterion.reason(), new ArrayList<>());
            excluded.put(criterion.reason() + UNDECIDED, new ArrayList<>());
        }
    }

    /** Patients have to come in a fixed order. */
    public void add(PatientState patient) {
        patients++;
        var reading = new PatientReading(patient, plan);
        plan.moments().stream()
                .map(Moment::name)
                .filter(name -> reading.at(name).isPresent())
                .forEach(reached::add);
        var known = new ArrayList<Since>();
        for (Criterion criterion : plan.cohort()) {
            Verdict verdict = reading.test(criterion.keep());
            if (!verdict.holds()) {
                boolean undecided = verdict.truth() == Verdict.Truth.UNDECIDED;
                exclude(reading, criterion.reason() + (undecided ? UNDECIDED : ""));
                return;
            }
            known.add(verdict.since());
        }
        assign(reading, new Since.Last(List.copyOf(known)));
    }

    private void exclude(PatientReading reading, String reason) {
        excluded.computeIfAbsent(reason, _ -> new ArrayList<>())
                .add(reading.state().patient());
    }

    private void assign(PatientReading reading, Since inCohort) {
        switch (plan.groups()) {
            case Grouping.Everyone everyone -> add(reading, everyone.label(), inCohort, Since.EVER);
            case Grouping.Center _ -> add(reading, reading.state().center().value(), inCohort, Since.EVER);
            case Grouping.Field(String moment, String field) ->
                reading.label(moment, field)
                        .ifPresentOrElse(
                                label -> add(
                                        reading,
                                        label,
                                        inCohort,
                                        Since.of(reading.at(moment).orElseThrow())),
                                () -> exclude(reading, IN_NO_GROUP));
            case Grouping.Conditions conditions -> assign(reading, inCohort, conditions);
        }
    }

    private void add(PatientReading reading, String group, Since inCohort, Since inGroup) {
        members.add(new Member(reading, group, inCohort, inGroup));
    }

    private void assign(PatientReading reading, Since inCohort, Grouping.Conditions conditions) {
        var holding = new ArrayList<Member>();
        boolean undecided = false;
        for (Grouping.Group group : conditions.of()) {
            Verdict verdict = reading.test(group.when());
            undecided |= verdict.truth() == Verdict.Truth.UNDECIDED;
            if (verdict.holds()) holding.add(new Member(reading, group.label(), inCohort, verdict.since()));
        }
        if (holding.size() > 1) exclude(reading, IN_SEVERAL_GROUPS);
        else if (undecided) exclude(reading, GROUP_UNDECIDED);
        else if (holding.isEmpty()) exclude(reading, IN_NO_GROUP);
        else members.add(holding.getFirst());
    }

    public PartialDates partialDates() {
        return plan.partialDates();
    }

    /** Moments of the plan to which no patient of the study came: a slip of the pen, perhaps. */
    public List<String> neverReached() {
        return plan.moments().stream()
                .map(Moment::name)
                .filter(name -> !reached.contains(name))
                .toList();
    }

    public int patients() {
        return patients;
    }

    public List<Member> members() {
        return members;
    }

    /** The groups in the order in which results list them, those without a member included. */
    public List<String> labels() {
        return switch (plan.groups()) {
            case Grouping.Everyone everyone -> List.of(everyone.label());
            case Grouping.Conditions conditions ->
                conditions.of().stream().map(Grouping.Group::label).toList();
            case Grouping.Field _, Grouping.Center _ ->
                List.copyOf(members.stream().map(Member::group).collect(Collectors.toCollection(TreeSet::new)));
        };
    }

    public List<Exclusion> exclusions() {
        return exclusions(excluded);
    }

    static List<Exclusion> exclusions(Map<String, List<PatientId>> byReason) {
        return byReason.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry ->
                        new Exclusion(entry.getKey(), Count.of(entry.getValue().size()), entry.getValue()))
                .toList();
    }

    public List<GroupMembers> groups() {
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
