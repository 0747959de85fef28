package org.accrual.query.feasibility;

import static org.accrual.query.feasibility.answer.Verdict.IMPOSSIBLE;
import static org.accrual.query.feasibility.answer.Verdict.POSSIBLE;
import static org.accrual.query.feasibility.answer.Verdict.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.accrual.query.feasibility.answer.Answer;
import org.accrual.query.feasibility.answer.Answer.Checked;
import org.accrual.query.feasibility.answer.Witness;
import org.accrual.study.events.StudyJson;
import org.junit.jupiter.api.Test;

/** What the demo's papers print. The two single cases print nothing that other numbers could contradict. */
class PapersTest {
    private static String documented() throws IOException {
        return Files.readAllLines(Path.of("FEASIBILITY.md")).stream()
                .filter(line -> line.startsWith("    "))
                .collect(Collectors.joining("\n"));
    }

    private static final String GROUPS_OF_004 = """
            'rounding': ['HALF_UP', 'HALF_EVEN'],
            'groups': [{'name': 'S', 'n': {'atLeast': 1, 'atMost': 44}}, {'name': 'NS', 'n': {'atLeast': 1, 'atMost': 44}}]""";

    @Test
    void theDocumentedQuestionIsThePublishedExampleAndGetsTheDocumentedAnswer() throws IOException {
        Answer answer = Questions.ask(documented());
        try (var in = PapersTest.class.getResourceAsStream("/feasibility/example.json")) {
            assertThat(StudyJson.MAPPER.readTree(in)).isEqualTo(StudyJson.MAPPER.readTree(documented()));
        }

        assertThat(answer.groups().getFirst().sizes()).containsExactly(15, 30);
        assertThat(answer.claims())
                .extracting(Checked::verdict)
                .containsExactly(POSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE);
        Witness nearest = answer.claims().get(1).findings().getFirst().nearest().getLast();
        assertThat(nearest.value()).isCloseTo(0.16857, within(0.00001));
        assertThat(nearest.sentence()).contains("S 13 of 15", "NS 6 of 11", "Yates");
    }

    /** Adding up to 44 as the paper's patients do, the groups can only be 15 and 29, and response differs. */
    @Test
    void ofPaper004AllPatientsInTwoGroupsMeansOneSizeAndAnotherP() {
        Answer answer = Questions.ask("{" + GROUPS_OF_004 + """
                , 'claims': [{'kind': 'total', 'of': ['S', 'NS'], 'n': 44},
                  {'kind': 'comparison', 'p': '0.048', 'rows': [{'of': 'S', 'percentage': '87'}, {'of': 'NS', 'percentage': '55'}]},
                  {'kind': 'comparison', 'p': '0.759', 'rows': [{'of': 'S', 'percentage': '27'}, {'of': 'NS', 'percentage': '45'}]}]}""");

        assertThat(answer.groups())
                .extracting(group -> group.sizes().toString())
                .containsExactly("[15]", "[29]");
        assertThat(answer.claims()).extracting(Checked::verdict).containsExactly(POSSIBLE, POSSIBLE, IMPOSSIBLE);
        assertThat(answer.claims().get(1).findings().getFirst().sentence()).contains("Fisher's exact test");
    }

    @Test
    void ofPaper004LogRankOfEitherCurveIsPossible() {
        for (String p : new String[] {"0.088", "0.154"})
            assertThat(Questions.verdict(
                            "S=15 NS=11",
                            "{'kind': 'logRank', 'p': '" + p + "', 'groups': [{'of': 'S'}, {'of': 'NS'}]}"))
                    .isEqualTo(POSSIBLE);
    }

    /** Three deaths of three with primaries of the small intestine, none of three others: P = 0.02 is a log-rank test's. */
    @Test
    void ofPaper001TheValueIsALogRankAndNoTables() {
        String table =
                "{'kind': 'comparison', 'p': '0.02', 'rows': [{'of': 'small', 'count': 3}, {'of': 'other', 'count': 0}]}";
        Answer answer = Questions.ask(
                "{'rounding': ['HALF_UP', 'HALF_EVEN'], 'groups': ["
                        + Questions.groups("small=3 other=3") + "], 'claims': [" + table
                        + ", {'kind': 'logRank', 'p': '0.02', 'groups': [{'of': 'small', 'events': 3}, {'of': 'other', 'events': 0}]}]}");

        assertThat(answer.claims()).extracting(Checked::verdict).containsExactly(IMPOSSIBLE, POSSIBLE);
        assertThat(answer.claims()
                        .getLast()
                        .findings()
                        .getFirst()
                        .fits()
                        .getFirst()
                        .value())
                .isCloseTo(0.0246, within(0.0001));
    }

    @Test
    void ofPaper001TheMeanFollowUpIsOfWholeMonths() {
        assertThat(Questions.verdict("all=6", "{'kind': 'mean', 'of': 'all', 'mean': '113.5'}"))
                .isEqualTo(POSSIBLE);
    }

    @Test
    void ofPaper003EverythingIsPossible() {
        Answer answer =
                Questions.ask("{'groups': [" + Questions.groups("all=40 responsive=20 focal=13 multifocal=7") + """
                ], 'claims': [
                  {'kind': 'total', 'of': ['responsive', 'focal', 'multifocal'], 'n': 40},
                  {'kind': 'breakdown', 'of': 'all', 'parts': [{'count': 20}, {'count': 13}, {'count': 7}]},
                  {'kind': 'survival', 'of': 'responsive', 'percentage': '61'},
                  {'kind': 'survival', 'of': 'responsive', 'percentage': '100'},
                  {'kind': 'survival', 'of': 'focal', 'percentage': '36'},
                  {'kind': 'survival', 'of': 'multifocal', 'percentage': '36'}]}""");

        assertThat(answer.verdict()).isEqualTo(POSSIBLE);
    }

    @Test
    void saysWhereItCanNotDecide() {
        Checked open = Questions.claim(
                "S=1..44 NS=1..44", "{'kind': 'logRank', 'p': '0.088', 'groups': [{'of': 'S'}, {'of': 'NS'}]}");
        assertThat(open.verdict()).isEqualTo(UNDECIDED);
        assertThat(open.findings().getFirst().sentence()).contains("1936 pairs of sizes");
    }
}
