package org.accrual.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.accrual.standalone.demo.Figure.Row;
import org.accrual.standalone.demo.Figure.Verdict;
import org.accrual.study.events.StudyJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FigureTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "113.5|{'x': 113.511}|113.511|EQUAL",
                "113.5|{'x': 113.55}|113.55|DIFFERS",
                "61 %|{'x': 0.61425}|61.43 %|EQUAL",
                "61 %|{'x': 0.615}|61.5 %|DIFFERS",
                "0.02|{'x': 0.0246}|0.0246|EQUAL",
                "<2.5|{'x': {'lowest': 0, 'highest': 2.5}}|0 to 2.5|EQUAL",
                "<2.5|{'x': {'lowest': 0, 'highest': 3}}|0 to 3|DIFFERS",
                "<2.5|{'x': {'lowest': 0}}|0 or more|DIFFERS",
                ">0.05|{'x': 0.3}|0.3|EQUAL",
                ">0.05|{'x': 0.05}|0.05|DIFFERS",
                "8|{'x': {'value': 8.2, 'lowest': 8.2, 'highest': 8.2}}|8.2|EQUAL",
                "8|{'x': {'value': 8, 'lowest': 7, 'highest': 9}}|8 (7 to 9)|DIFFERS",
                "8|{'x': {'lowest': 8}}|8 or more|DIFFERS",
                "8|{'y': 8}||DIFFERS",
                "8|{'x': 'eight'}|eight|DIFFERS",
                "negative|{'x': ['NEGATIVE']}|NEGATIVE|EQUAL",
                "negative|{'x': ['NEGATIVE', 'POSITIVE']}|NEGATIVE, POSITIVE|DIFFERS",
                "8|{'origin': 'SYNTHETIC', 'x': 8}|8|BY_CONSTRUCTION",
                "8|{'origin': 'SYNTHETIC', 'x': 9}|9|DIFFERS",
            })
    void isEqualIfTheComputedValueRoundsToThePrintedDigitsWhateverTheDates(
            String published, String answer, String computed, Verdict verdict) {
        Row row = figure(published, null, List.of()).judge(json(answer));

        assertThat(row.verdict()).isEqualTo(verdict);
        assertThat(row.computed()).isEqualTo(computed == null ? "" : computed);
    }

    @Test
    void whatIsCalledNotDerivableDiffersOnceATestGivesIt() {
        Figure figure = figure("0.165", "no test gives it", List.of("tests[A]", "tests[B]"));
        JsonNode neither = json("{'tests': [{'name': 'A', 'method': 'a', 'pValue': 0.09},"
                + " {'name': 'B', 'method': 'b', 'pValue': 0.1686}]}");
        JsonNode one = json("{'tests': [{'name': 'A', 'method': 'a', 'pValue': 0.09},"
                + " {'name': 'B', 'method': 'b', 'pValue': 0.1653}]}");

        assertThat(figure.judge(neither).verdict()).isEqualTo(Verdict.NOT_DERIVABLE);
        assertThat(figure.judge(neither).computed()).isEqualTo("a 0.09; b 0.1686");
        assertThat(figure.judge(one).verdict()).isEqualTo(Verdict.DIFFERS);
    }

    /** The same judgement as the demo's, on patients folded without HTTP, log or views. */
    @Test
    void thePlansGiveEveryPublishedFigureThatCanBeDerived() {
        List<Row> rows = Figure.all().stream()
                .map(figure -> figure.judge(answer(figure)))
                .toList();

        assertThat(rows).filteredOn(row -> row.verdict() == Verdict.DIFFERS).isEmpty();
        assertThat(rows)
                .filteredOn(row -> row.verdict() == Verdict.NOT_DERIVABLE)
                .extracting(row -> row.figure().published())
                .containsExactly("20", "0.165", "0.759");
        assertThat(rows.stream().collect(Collectors.groupingBy(Row::verdict, Collectors.counting())))
                .containsEntry(Verdict.EQUAL, 25L)
                .containsEntry(Verdict.BY_CONSTRUCTION, 43L);
    }

    private final Map<String, JsonNode> answers = new HashMap<>();

    private JsonNode answer(Figure figure) {
        return answers.computeIfAbsent(
                figure.paper() + figure.plan(),
                _ -> json(StudyJson.MAPPER.writeValueAsString(
                        new ScriptedPatients("seed-" + figure.paper()).compare(figure.plan()))));
    }

    private static Figure figure(String published, String notDerivable, List<String> tried) {
        return new Figure("000", "a figure", published, "p", "x", null, false, notDerivable, tried, Map.of());
    }

    private static JsonNode json(String text) {
        return StudyJson.MAPPER.readTree(text.startsWith("{'") ? text.replace('\'', '"') : text);
    }
}
