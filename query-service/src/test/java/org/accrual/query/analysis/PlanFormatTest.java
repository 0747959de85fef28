package org.accrual.query.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.accrual.query.analysis.plan.BuiltInPlans;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.analysis.plan.PlanFormat;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFormatTest {
    private static final String VALID = """
            {'name': 'p', 'title': 'A plan', 'partialDates': 'NEEDS_DAY',
             'moments': [{'name': 'response', 'events': ['ResponseRecorded'], 'where': {'category': ['PR', 'SD']}},
                         {'name': 'surgery', 'events': ['ResectionPerformed'], 'after': 'response'}],
             'cohort': [{'reason': 'NO_RESPONSE', 'keep': {'kind': 'happened', 'moment': 'response'}}],
             'groups': {'kind': 'everyone', 'label': 'all'},
             'analyses': [{'kind': 'proportion', 'name': 'a', 'title': 'T', 'of': {'kind': 'happened', 'moment': 'surgery'}}]}""";

    /** A slip of the pen must never silently match nobody. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'title': 'A plan'|'title': 'A plan', 'color': 'red'|color",
                "'title': 'A plan',||title",
                "'NEEDS_DAY'|'NEEDS_NIGHT'|partialDates",
                "['PR', 'SD']|['PR', 'SB']|moments[0].where.category",
                "'category': [|'katogory': [|moments[0].where.katogory",
                "['PR', 'SD']|[]|moments[0].where.category",
                "['PR', 'SD']|{'atLeast': 2}|moments[0].where.category",
                "'ResponseRecorded'|'ResponseRecord'|moments[0].events",
                "'ResponseRecorded'|'StudyOpened'|moments[0].events",
                "'after': 'response'|'after': 'surgery'|moments.after",
                "'after': 'response'|'nth': 0|moments[1].nth",
                "'moment': 'surgery'}|'moment': 'operation'}|analyses.of",
                "'moment': 'surgery'}|'moment': 'surgery', 'where': {'margin': ['R9']}}|analyses.of",
                "'kind': 'proportion'|'kind': 'porportion'|analyses[0]",
                "'title': 'T',|'title': 'T', 'tests': ['LOG_RANK'],|analyses[0].tests",
                "'NO_RESPONSE'|'no response'|cohort[0].reason",
                "{'kind': 'happened', 'moment': 'response'}|{'kind': 'all', 'of': []}|cohort[0].keep.of",
                "{'kind': 'happened', 'moment': 'response'}|{'kind': 'lasts', 'from': 'response', 'to': ['surgery'], 'longerThanMonths': 'six'}|cohort[0].keep.longerThanMonths",
                "'label': 'all'|'label': ''|groups.label",
            })
    void refusesWhatItCanNotMeanAndNamesTheField(String part, String instead, String field) {
        assertThat(VALID).contains(part);
        assertThatThrownBy(() -> Patients.plan(VALID.replace(part, instead == null ? "" : instead)))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        refusal -> assertThat(refusal.field())
                                .as(refusal.getMessage())
                                .startsWith(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{'name': 'p', 'name': 'q'}", "{'name': 'p'} x"})
    void refusesWhatIsNoPlanAtAll(String json) {
        assertThatThrownBy(() -> Patients.plan(json)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesConditionsNestedBeyondReason() {
        String deep = "{'kind': 'not', 'condition': ".repeat(50) + "{'kind': 'happened', 'moment': 'response'}"
                + "}".repeat(50);
        String plan = VALID.replace("{'kind': 'happened', 'moment': 'response'}", deep);

        assertThatThrownBy(() -> Patients.plan(plan)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void thePlansHashIgnoresLayoutAndSeesMeaning() {
        Plan plan = Patients.plan(VALID);
        Plan spaced = Patients.plan(VALID.replace(",", " ,\n"));
        Plan other = Patients.plan(VALID.replace("'PR', 'SD'", "'PR'"));

        assertThat(PlanFormat.hash(spaced)).isEqualTo(PlanFormat.hash(plan));
        assertThat(PlanFormat.hash(other)).isNotEqualTo(PlanFormat.hash(plan));
        assertThat(PlanFormat.parse(StudyJson.MAPPER.writeValueAsBytes(plan))).isEqualTo(plan);
    }

    /** Computed outside of Java: {@code json.dumps(plan, sort_keys=True, separators=(",", ":"))} of PLANS.md's example. */
    @Test
    void thePlansHashIsWhatAnotherLanguageComputes() throws IOException {
        assertThat(PlanFormat.hash(PlanFormat.parse(documented())))
                .isEqualTo("37eff19c37313f353430a3160ba3745cf616b65e13fc6cf173fe9d7a6dd8d858");
    }

    @Test
    void thePlanInTheDocumentationIsOne() throws IOException {
        assertThat(PlanFormat.parse(documented()).name()).isEqualTo("overall");
    }

    private static byte[] documented() throws IOException {
        return Files.readAllLines(Path.of("PLANS.md")).stream()
                .filter(line -> line.startsWith("    "))
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theProductBringsPlansForTheFivePapers() {
        var plans = new BuiltInPlans();

        assertThat(plans.of("001-HEPATECTOMY"))
                .extracting(Plan::name)
                .containsExactly("hepatectomy-by-site", "hepatectomy-by-genotype");
        assertThat(plans.named("004-IM-CYTOREDUCTION", "surgery-while-responding"))
                .isPresent();
        assertThat(plans.of("000-CASE-DUODENAL-GIST")).hasSize(1);
        assertThat(plans.of("002-CASE-JEJUNAL-GIST")).hasSize(1);
        assertThat(plans.of("003-MSKCC-TKI-SURGERY")).hasSize(1);
        assertThat(plans.of(null)).isEmpty();
        assertThat(plans.of("another protocol")).isEmpty();
    }
}
