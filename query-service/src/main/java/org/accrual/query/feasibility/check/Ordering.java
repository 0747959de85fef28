package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.List;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.survival.LogRank;

/** In which order patients of two groups have their events and are censored; all that a log-rank test looks at. */
record Ordering(List<Step> steps) {

    /** At one moment: patients of each group who have the event, or one who is censored. */
    record Step(int events1, int events2, int censored1, int censored2) {
        static final Step CENSORED_1 = new Step(0, 0, 1, 0);
        static final Step CENSORED_2 = new Step(0, 0, 0, 1);

        static Step events(int first, int second) {
            return new Step(first, second, 0, 0);
        }

        /** Observed minus expected events of the first group. */
        double difference(int atRisk1, int atRisk2) {
            int events = events1 + events2;
            return events == 0 ? 0 : events1 - (double) events * atRisk1 / (atRisk1 + atRisk2);
        }

        /** Hypergeometric. */
        double variance(int atRisk1, int atRisk2) {
            double n = atRisk1 + atRisk2;
            int events = events1 + events2;
            return n <= 1 ? 0 : events * (atRisk1 / n) * (atRisk2 / n) * (n - events) / (n - 1);
        }
    }

    /** By the engine's own test; NaN if no event tells the groups apart. */
    double pValue() {
        var days = new ArrayList<Integer>();
        var events = new ArrayList<Boolean>();
        var groups = new ArrayList<Integer>();
        for (int day = 0; day < steps.size(); day++) {
            Step step = steps.get(day);
            add(days, events, groups, day, true, 0, step.events1);
            add(days, events, groups, day, true, 1, step.events2);
            add(days, events, groups, day, false, 0, step.censored1);
            add(days, events, groups, day, false, 1, step.censored2);
        }
        boolean[] happened = new boolean[events.size()];
        for (int i = 0; i < happened.length; i++) happened[i] = events.get(i);
        return pValue(
                FollowUp.ofDays(days.stream().mapToInt(day -> day).toArray(), happened),
                new Groups(groups.stream().mapToInt(it -> it).toArray(), List.of("1", "2")));
    }

    private static double pValue(FollowUp followUp, Groups groups) {
        try {
            LogRank.Result result = LogRank.test(followUp, groups);
            return result.degreesOfFreedom() < 1 ? Double.NaN : result.pValue();
        } catch (RefusedAnalysis e) {
            if (e.reason() == RefusedAnalysis.Reason.NO_VARIANCE) return Double.NaN;
            throw e;
        }
    }

    private static void add(
            List<Integer> days,
            List<Boolean> events,
            List<Integer> groups,
            int day,
            boolean event,
            int group,
            int patients) {
        for (int i = 0; i < patients; i++) {
            days.add(day);
            events.add(event);
            groups.add(group);
        }
    }

    /** "S, NS+ (3 times), S with NS": in order of time, + for censored. */
    String sentence(String first, String second) {
        var moments = new ArrayList<String>();
        for (Step step : steps) {
            var together = new ArrayList<String>();
            for (int i = 0; i < step.events1; i++) together.add(first);
            for (int i = 0; i < step.events2; i++) together.add(second);
            for (int i = 0; i < step.censored1; i++) together.add(first + "+");
            for (int i = 0; i < step.censored2; i++) together.add(second + "+");
            moments.add(String.join(" with ", together));
        }
        return runs(moments);
    }

    private static String runs(List<String> moments) {
        var runs = new ArrayList<String>();
        for (int from = 0; from < moments.size(); ) {
            int to = from;
            while (to < moments.size() && moments.get(to).equals(moments.get(from))) to++;
            runs.add(moments.get(from) + (to - from == 1 ? "" : " (" + (to - from) + " times)"));
            from = to;
        }
        return String.join(", ", runs);
    }
}
