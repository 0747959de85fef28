package org.accrual.query.analysis.survival;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.accrual.query.analysis.kind.Tests;
import org.accrual.query.analysis.plan.TimePoint;
import org.accrual.query.analysis.survival.SurvivalResult.Landmark;
import org.accrual.query.disclosure.Count;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.survival.KaplanMeier;

/**
 * Those still under observation at a time, divided by what was known then, and followed from there (Anderson, Cain and
 * Gelber 1983). Who is of no group yet counts with the one group for which nothing had to come, if there is one: the
 * untreated; else nobody knows where they belong, and they are left out of that landmark.
 */
final class LandmarkAnalysis {
    private final List<Observation> observations;
    private final FollowUp followUp;
    private final Groups groups;
    /** The group for which nothing had to come; empty if there is none, or more than one. */
    private final Optional<String> rest;
    /** Two groups, one of which is defined by what came later. */
    private final boolean oneAgainstTheRest;

    /** @param late labels of the groups that are defined by what came after the origin */
    LandmarkAnalysis(List<Observation> observations, FollowUp followUp, Groups groups, List<String> late) {
        this.observations = observations;
        this.followUp = followUp;
        this.groups = groups;
        List<String> others =
                groups.labels().stream().filter(label -> !late.contains(label)).toList();
        this.rest = others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
        this.oneAgainstTheRest = groups.size() == 2 && rest.isPresent();
    }

    Landmark at(TimePoint time) {
        try {
            return compute(time);
        } catch (RefusedAnalysis e) {
            return refused(time, e.reason().name(), e.getMessage());
        }
    }

    private static Landmark refused(TimePoint time, String reason, String sentence) {
        return new Landmark(
                time.months(),
                time.days(),
                null,
                null,
                List.of(),
                null,
                Tests.refused(SurvivalTest.LOG_RANK, reason, sentence));
    }

    private Landmark compute(TimePoint time) {
        double day = time.inDays();
        int[] observed = IntStream.range(0, observations.size())
                .filter(row -> followUp.stop(row) > day)
                .toArray();
        if (observed.length == 0)
            return refused(time, "NOBODY_AT_LANDMARK", "Nobody is under observation after " + time + ".");
        int[] rows = IntStream.of(observed)
                .filter(row -> group(row, day).isPresent())
                .toArray();
        if (rows.length == 0) return refused(time, "NO_GROUP_KNOWN", "Nobody's group is known by " + time + ".");
        List<String> labels = IntStream.of(rows)
                .mapToObj(row -> label(group(row, day).orElseThrow(), time))
                .toList();
        Groups divided = Groups.of(
                labels, ordered(time).stream().filter(labels::contains).toList());
        FollowUp after = after(rows, day);
        return new Landmark(
                time.months(),
                time.days(),
                Count.of(observations.size() - observed.length),
                rest.isPresent() ? null : Count.of(observed.length - rows.length),
                KaplanMeier.curves(after, divided).stream()
                        .map(curve -> Curves.of(curve, List.of()))
                        .toList(),
                divided.size() == 2 ? ImmortalTimeGuard.hazardRatio(after, i -> divided.codes()[i] == 1) : null,
                SurvivalTests.logRank(SurvivalTest.LOG_RANK, after, divided, null));
    }

    private Optional<String> group(int row, double day) {
        Observation observation = observations.get(row);
        boolean known = !(observation.joinedLater() > day);
        return known ? Optional.of(observation.group()) : rest;
    }

    /** The rest first, as it is what the other is compared with. */
    private List<String> ordered(TimePoint time) {
        List<String> ordered = oneAgainstTheRest ? List.of(rest.orElseThrow(), member()) : groups.labels();
        return ordered.stream().map(label -> label(label, time)).toList();
    }

    private String label(String group, TimePoint time) {
        if (!oneAgainstTheRest) return group;
        return (group.equals(member()) ? "" : "not ") + member() + " by " + time;
    }

    /** The one group that is defined by what came later. */
    private String member() {
        return groups.labels().stream()
                .filter(label -> !label.equals(rest.orElseThrow()))
                .findFirst()
                .orElseThrow();
    }

    private FollowUp after(int[] rows, double day) {
        boolean[] events = new boolean[rows.length];
        for (int i = 0; i < events.length; i++) events[i] = followUp.event(rows[i]);
        return FollowUp.of(
                IntStream.of(rows).mapToDouble(row -> followUp.stop(row) - day).toArray(), events);
    }
}
