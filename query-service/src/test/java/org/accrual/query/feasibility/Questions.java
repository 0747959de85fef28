package org.accrual.query.feasibility;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.accrual.query.feasibility.answer.Answer;
import org.accrual.query.feasibility.answer.Answer.Checked;
import org.accrual.query.feasibility.answer.Finding;
import org.accrual.query.feasibility.answer.Verdict;
import org.accrual.query.feasibility.check.Feasibility;
import org.accrual.query.feasibility.question.QuestionFormat;

/** Questions written as in a request, with single quotes. */
public final class Questions {
    private Questions() {}

    public static Answer ask(String json) {
        return Feasibility.of(QuestionFormat.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    /** One claim about groups, each {@code name=15} or {@code name=1..44}. */
    public static Checked claim(String groups, String claim) {
        return ask("{'groups': [" + groups(groups) + "], 'claims': [" + claim + "]}")
                .claims()
                .getFirst();
    }

    public static Verdict verdict(String groups, String claim) {
        return claim(groups, claim).verdict();
    }

    public static List<Finding> findings(String groups, String claim) {
        return claim(groups, claim).findings();
    }

    public static String groups(String groups) {
        return String.join(
                ", ",
                List.of(groups.split(" ")).stream()
                        .filter(group -> !group.isEmpty())
                        .map(Questions::group)
                        .toList());
    }

    private static String group(String group) {
        String[] parts = group.split("=|\\.\\.");
        return parts.length == 2
                ? "{'name': '%s', 'n': %s}".formatted(parts[0], parts[1])
                : "{'name': '%s', 'n': {'atLeast': %s, 'atMost': %s}}".formatted(parts[0], parts[1], parts[2]);
    }
}
