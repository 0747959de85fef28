package org.accrual.tools.validation;

import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.FollowUp;

/** Follow-up to the first event of any cause, the causes (0 censored), and their names. */
record Competing(FollowUp followUp, int[] causes, List<String> labels) {

    static Competing of(Table table, String time, String cause) {
        List<String> labels = table.levels(cause).stream()
                .map(Answers::canonical)
                .filter(level -> !level.equals("0"))
                .toList();
        int[] causes = Arrays.stream(table.text(cause))
                .mapToInt(level -> labels.indexOf(Answers.canonical(level)) + 1)
                .toArray();
        boolean[] events = new boolean[causes.length];
        for (int row = 0; row < causes.length; row++) {
            events[row] = causes[row] > 0;
        }
        return new Competing(FollowUp.of(table.numbers(time), events), causes, labels);
    }

    /** 1 … for the first, … cause. */
    int number(String label) {
        return labels.indexOf(Answers.canonical(label)) + 1;
    }
}
