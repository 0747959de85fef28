package org.accrual.query.feasibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.accrual.query.feasibility.question.Fault;
import org.accrual.query.feasibility.question.FaultyQuestion;
import org.accrual.query.feasibility.question.QuestionFormat;
import org.accrual.study.events.StudyJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class QuestionFormatTest {
    private static final String VALID = """
            {'title': 'T', 'rounding': ['HALF_UP'],
             'groups': [{'name': 'S', 'n': 15}, {'name': 'NS', 'n': {'atLeast': 1, 'atMost': 29}}],
             'claims': [
              {'kind': 'percentage', 'of': 'S', 'percentage': '87'},
              {'kind': 'comparison', 'p': '0.165', 'rows': [{'of': 'S', 'percentage': '87'}, {'of': 'NS', 'count': 6}]},
              {'kind': 'ratio', 'estimate': '0.65', 'lower': '0.40', 'upper': '1.05', 'p': '0.08'},
              {'kind': 'mean', 'of': 'S', 'mean': '3.5', 'lowest': 1, 'highest': 7},
              {'kind': 'logRank', 'groups': [{'of': 'S', 'events': 5}, {'of': 'NS'}], 'p': '<0.001'},
              {'kind': 'breakdown', 'of': 'S', 'parts': [{'percentage': '33'}, {'count': 10}]},
              {'kind': 'total', 'of': ['S', 'NS'], 'n': 44}]}""";

    private static List<Fault> faults(String json) {
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        FaultyQuestion refusal = catchThrowableOfType(FaultyQuestion.class, () -> QuestionFormat.parse(body));
        return refusal == null ? List.of() : refusal.faults();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'title': 'T'|'title': 'T', 'color': 'red'|/color",
                "'title': 'T'|'title': 5|/title",
                "['HALF_UP']|['UP']|/rounding/0",
                "['HALF_UP']|[]|/rounding",
                "'n': 15|'n': '15'|/groups/0/n",
                "'n': 15|'n': 100001|/groups/0/n",
                "'n': 15|'n': 1.5|/groups/0/n",
                "'name': 'S', ||/groups/0/name",
                "'name': 'NS', |'name': 'S', |/groups/1/name",
                "'atLeast': 1|'atLeast': 30|/groups/1/n/atLeast",
                "'atMost': 29|'atMost': 5000|/groups/1/n/atMost",
                "'atMost': 29|'most': 29|/groups/1/n/atMost",
                "'kind': 'percentage'|'kind': 'percent'|/claims/0/kind",
                "'percentage': '87'}|'percentage': 87}|/claims/0/percentage",
                "'percentage': '87'}|'percentage': '87 %'}|/claims/0/percentage",
                "'percentage': '87'}|'percentage': '101'}|/claims/0/percentage",
                "'of': 'S', 'percentage': '87'},|'of': 'C', 'percentage': '87'},|/claims/0/of",
                "'of': 'S', 'percentage': '87'},|'of': 'S'},|/claims/0/percentage",
                "'p': '0.165'|'p': '0.165', 'tests': ['FISCHER']|/claims/1/tests/0",
                "'p': '0.165'|'p': '1.2'|/claims/1/p",
                "'p': '0.165'|'p': '<0'|/claims/1/p",
                "'p': '0.165'|'p': 'n. s.'|/claims/1/p",
                "'of': 'NS', 'count': 6|'of': 'S', 'count': 6|/claims/1/rows",
                "'of': 'NS', 'count': 6|'of': 'NS', 'count': 6, 'cells': [{'count': 1}, {'count': 2}]|/claims/1/rows/1/cells",
                "'of': 'NS', 'count': 6|'of': 'NS', 'cells': [{'count': 1}, {'count': 2}]|/claims/1/rows",
                "'of': 'NS', 'count': 6|'of': 'NS', 'count': 6, 'n': 7|/claims/1/rows/1/n",
                "'lower': '0.40', ||/claims/2/lower",
                "'estimate': '0.65'|'estimate': '0'|/claims/2/estimate",
                "'upper': '1.05'|'upper': '1.05', 'level': '100'|/claims/2/level",
                "'lowest': 1|'lowest': 8|/claims/3/lowest",
                "'highest': 7|'highest': 7, 'items': 0|/claims/3/items",
                "{'of': 'NS'}]|{'of': 'NS'}, {'of': 'S'}]|/claims/4/groups",
                "{'of': 'NS'}]|{'of': 'S'}]|/claims/4/groups",
                "'events': 5|'events': -1|/claims/4/groups/0/events",
                "{'count': 10}|{}|/claims/5/parts/1/percentage",
                "['S', 'NS']|['S', 'S']|/claims/6/of",
                "['S', 'NS']|['S', 'N']|/claims/6/of/1",
                "'n': 44|'n': null|/claims/6/n",
                "'claims'|'claim'|/claims",
                "'claims'|'cla/i~ms'|/cla~1i~0ms",
            })
    void refusesWhatItCanNotMeanAtItsPointer(String part, String instead, String pointer) {
        assertThat(VALID).contains(part);
        List<Fault> faults = faults(VALID.replace(part, instead == null ? "" : instead));
        assertThat(faults).extracting(Fault::at).contains(pointer);
        assertThat(faults).allSatisfy(fault -> assertThat(fault.allowed()).isNotBlank());
    }

    @Test
    void takesWhatIsRight() {
        assertThat(faults(VALID)).isEmpty();
    }

    @Test
    void twentyMistakesGetTwentyMessages() {
        String claim = "{'kind': 'significance', 'p': '2', 'alpha': 'x', 'says': 'YES', 'color': 'red'}";
        assertThat(faults("{'claims': [" + String.join(", ", java.util.Collections.nCopies(5, claim)) + "]}"))
                .hasSize(20)
                .extracting(Fault::at)
                .contains("/claims/0/p", "/claims/4/alpha", "/claims/2/says", "/claims/3/color")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "5",
                "{'claims': [",
                "{'claims': [], 'claims': []}",
                "{'claims': [null]}",
                "{'claims': [{'kind': 'percentage', 'of': null}]}",
                "{'claims': [{}]} x",
                "{'groups': {'S': 15}, 'claims': [{}]}"
            })
    void refusesWhatIsNoQuestionAtAll(String json) {
        assertThatThrownBy(() -> Questions.ask(json)).isInstanceOf(FaultyQuestion.class);
    }

    private static JsonNode schemas() throws IOException {
        try (InputStream in = QuestionFormatTest.class.getResourceAsStream("/feasibility/schemas.json")) {
            return StudyJson.MAPPER.readTree(in);
        }
    }

    static List<String> claims() throws IOException {
        var names = new ArrayList<String>();
        for (JsonNode choice : schemas().at("/FeasibilityClaim/oneOf"))
            names.add(choice.get("$ref").asString().replaceAll(".*/", ""));
        return names;
    }

    /** The schema that the API publishes and the reader that refuses know the same keys. */
    @ParameterizedTest
    @MethodSource("claims")
    void theSchemaNamesTheKeysThatAreRead(String schema) throws IOException {
        JsonNode described = schemas().get(schema);
        String kind = described.at("/properties/kind/enum/0").asString();
        List<Fault> faults = faults("{'claims': [{'kind': '" + kind + "', 'zzz': 1}]}");

        Fault unknown = faults.stream()
                .filter(it -> it.at().endsWith("/zzz"))
                .findFirst()
                .orElseThrow();
        assertThat(new TreeSet<>(Arrays.asList(unknown.allowed().split(", "))))
                .isEqualTo(new TreeSet<>(described.get("properties").propertyNames()));
        Set<String> required = new TreeSet<>();
        described.get("required").forEach(name -> required.add(name.asString()));
        required.remove("kind");
        assertThat(faults)
                .extracting(Fault::at)
                .containsAll(required.stream().map(name -> "/claims/0/" + name).toList());
    }

    @Test
    void theSchemaNamesEveryKind() throws IOException {
        String allowed = faults("{'claims': [{'kind': 'other'}]}").getFirst().allowed();
        assertThat(new TreeSet<>(Arrays.asList(allowed.replace("one of: ", "").split(", "))))
                .isEqualTo(new TreeSet<>(
                        schemas().at("/FeasibilityClaim/discriminator/mapping").propertyNames()));
    }
}
