package org.accrual.query.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.accrual.query.analysis.kind.Kind;
import org.accrual.query.analysis.plan.InvalidPlan;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.analysis.plan.PlanProblem;
import org.accrual.study.events.StudyJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
                "'title': 'A plan'|'title': 'A plan', 'color': 'red'|/color|UNKNOWN_FIELD",
                "'title': 'A plan',||/title|MISSING",
                "'NEEDS_DAY'|'NEEDS_NIGHT'|/partialDates|UNKNOWN_VALUE",
                "['PR', 'SD']|['PR', 'SB']|/moments/0/where/category|UNKNOWN_VALUE",
                "['PR', 'SD']|['pr']|/moments/0/where/category|UNKNOWN_VALUE",
                "'category': [|'katogory': [|/moments/0/where/katogory|UNKNOWN_FIELD",
                "['PR', 'SD']|[]|/moments/0/where/category|MISSING",
                "['PR', 'SD']|{}|/moments/0/where/category|MISSING",
                "['PR', 'SD']|{'least': 2}|/moments/0/where/category/least|UNKNOWN_FIELD",
                "['PR', 'SD']|'PR'|/moments/0/where/category|WRONG_TYPE",
                "['PR', 'SD']|{'atLeast': 2}|/moments/0/where/category|WRONG_TYPE",
                "'category': ['PR', 'SD']|'date': ['2004']|/moments/0/where/date|WRONG_TYPE",
                "'category': ['PR', 'SD']|'durationMonths': {'atLeast': 9, 'atMost': 3}|/moments/0/where/durationMonths|CONTRADICTION",
                "'ResponseRecorded'|'ResponseRecord'|/moments/0/events/0|UNKNOWN_EVENT",
                "'ResponseRecorded'|'StudyOpened'|/moments/0/events/0|UNKNOWN_EVENT",
                "'after': 'response'|'after': 'surgery'|/moments/1/after|UNKNOWN_MOMENT",
                "'after': 'response'|'nth': 0|/moments/1/nth|OUT_OF_RANGE",
                "'after': 'response'|'sameDay': true|/moments/1|CONTRADICTION",
                "'after': 'response'|'firstOf': ['response']|/moments/1|CONTRADICTION",
                "'name': 'surgery'|'name': 'response'|/moments/1|REPEATED",
                "'moment': 'surgery'}|'moment': 'operation'}|/analyses/0/of/moment|UNKNOWN_MOMENT",
                "'moment': 'surgery'}|'moment': 'surgery', 'where': {'margin': ['R9']}}|/analyses/0/of/where/margin|UNKNOWN_VALUE",
                "'moment': 'surgery'}|'moment': 'surgery', 'where': {'margn': ['R0']}}|/analyses/0/of/where/margn|UNKNOWN_FIELD",
                "'kind': 'proportion'|'kind': 'cox'|/analyses/0/kind|UNKNOWN_KIND",
                "'title': 'T',|'title': 'T', 'tests': ['LOG_RANK'],|/analyses/0/tests/0|UNKNOWN_VALUE",
                "'NO_RESPONSE'|'no response'|/cohort/0/reason|OUT_OF_RANGE",
                "{'kind': 'happened', 'moment': 'response'}|{'kind': 'all', 'of': []}|/cohort/0/keep/of|MISSING",
                "{'kind': 'happened', 'moment': 'response'}|{'kind': 'lasts', 'from': 'response', 'to': ['surgery'], 'longerThanMonths': 'six'}|/cohort/0/keep/longerThanMonths|WRONG_TYPE",
                "{'kind': 'happened', 'moment': 'response'}|{'kind': 'lasts', 'from': 'response', 'to': ['surgery']}|/cohort/0/keep|CONTRADICTION",
                "'label': 'all'|'label': ''|/groups/label|OUT_OF_RANGE",
                "{'kind': 'everyone', 'label': 'all'}|{'kind': 'field', 'moment': 'response', 'field': 'source'}|/groups/field|WRONG_TYPE",
            })
    void refusesWhatItCanNotMeanAndPointsToIt(String part, String instead, String pointer, String reason) {
        assertThat(VALID).contains(part);
        assertThat(problems(VALID.replace(part, instead == null ? "" : instead)))
                .anySatisfy(problem -> {
                    assertThat(problem.pointer()).isEqualTo(pointer);
                    assertThat(problem.reason().name()).isEqualTo(reason);
                });
    }

    private static List<PlanProblem> problems(String plan) {
        try {
            Patients.plan(plan);
            return List.of();
        } catch (InvalidPlan e) {
            return e.problems();
        }
    }

    /** What the data can't hold, and what the plan asks of them (the values that a description can have are numbers). */
    @ParameterizedTest
    @CsvSource({
        "D5, /analyses/0/of/field, a number, proliferationIndexPercent",
        "D5b, /analyses/0/of/field, true or false and not a number, mitoses.low",
        "D6-0, /analyses/0/of/where/doseMgPerDay, a number, ",
        "D6-1, /analyses/0/of/where/rupture, true or false, ",
        "D6-2, /analyses/0/of/where/rupture, true or false, ",
        "D6-3, /analyses/0/of/where/mitoses, made of further fields, mitoses.low",
        "D6-4, /analyses/0/of/where/date.earliest, a day, ",
        "D6-5, /analyses/0/of/where/sizeMm, nothing lies between, "
    })
    void refusesWhatCouldMatchNobodyAndSaysWhatTheFieldHolds(
            String plan, String pointer, String sentence, String allowed) throws IOException {
        assertThat(problems(Patients.casePlan(plan))).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo(pointer);
            assertThat(problem.sentence()).contains(sentence);
            if (allowed != null) assertThat(problem.allowed()).contains(allowed);
        });
    }

    @Test
    void namesTheKindsThatThereAre() {
        assertThat(problems(VALID.replace("'kind': 'proportion'", "'kind': 'cox'")))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.allowed()).contains("survival", "proportion", "table", "description"));
    }

    @Test
    void findsTwentyMistakesAtOnce() {
        String plan = """
                {'name': 'a b', 'title': '', 'partialDates': 'SOMETIME', 'color': 'red',
                 'moments': [
                   {'name': 'response', 'events': ['ResponseRecord'], 'nth': 0},
                   {'name': 'op', 'events': ['ResectionPerformed'], 'where': {'margn': ['R0'], 'margin': ['R7'], 'procedure': [5]}, 'after': 'start', 'sameDay': 'yes'},
                   {'name': 'op', 'firstOf': ['response'], 'nth': 2}],
                 'cohort': [{'reason': 'small', 'keep': {'kind': 'happend', 'moment': 'op'}}, {'reason': 'NOT_SEEN'}],
                 'groups': {'kind': 'field', 'moment': 'op', 'field': 'date'},
                 'analyses': [
                   {'kind': 'cox', 'name': 'x'},
                   {'kind': 'survival', 'name': 's', 'title': 'S', 'from': 'op', 'endpoint': 'deth', 'censored': 'op', 'atMonths': [-1, 'two'], 'tests': ['FISHER']}]}""";

        assertThat(problems(plan))
                .extracting(PlanProblem::pointer)
                .containsExactlyInAnyOrder(
                        "/name",
                        "/title",
                        "/partialDates",
                        "/color",
                        "/moments/0/events/0",
                        "/moments/0/nth",
                        "/moments/1/where/margn",
                        "/moments/1/where/margin",
                        "/moments/1/where/procedure",
                        "/moments/1/after",
                        "/moments/1/sameDay",
                        "/moments/2",
                        "/moments/2",
                        "/cohort/0/reason",
                        "/cohort/0/keep/kind",
                        "/cohort/1/keep",
                        "/groups/field",
                        "/analyses/0/kind",
                        "/analyses/1/endpoint",
                        "/analyses/1/atMonths/0",
                        "/analyses/1/atMonths/1",
                        "/analyses/1/tests/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{'name': 'p', 'name': 'q'}", "{'name': 'p'} x"})
    void refusesWhatIsNoPlanAtAll(String json) {
        assertThat(problems(json)).isNotEmpty();
    }

    @Test
    void namesTheLimitOfNesting() {
        String deep = "{'kind': 'not', 'condition': ".repeat(50) + "{'kind': 'happened', 'moment': 'response'}"
                + "}".repeat(50);

        assertThat(problems(VALID.replace("{'kind': 'happened', 'moment': 'response'}", deep)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.sentence()).contains("20 levels"));
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
        assertThat(PlanFormat.hash(PlanFormat.parse(documented().getFirst())))
                .isEqualTo("37eff19c37313f353430a3160ba3745cf616b65e13fc6cf173fe9d7a6dd8d858");
    }

    /** Every indented block of the documentation: the plan, then parts of it. */
    static List<JsonNode> documented() throws IOException {
        var blocks = new ArrayList<String>(List.of(""));
        for (String line : Files.readAllLines(Path.of("PLANS.md")))
            if (line.startsWith("    ")) blocks.set(blocks.size() - 1, blocks.getLast() + line);
            else if (!blocks.getLast().isEmpty()) blocks.add("");
        return blocks.stream()
                .filter(block -> !block.isEmpty())
                .map(StudyJson.MAPPER::readTree)
                .toList();
    }

    /** The documented plan with each documented part at its place. */
    @ParameterizedTest
    @MethodSource("documented")
    void everyFormInTheDocumentationIsUnderstood(JsonNode part) throws IOException {
        ObjectNode plan = documented().getFirst().deepCopy().asObject();
        String kind = part.path("kind").asString("");
        if (List.of("happened", "precedes", "lasts", "not", "all", "any").contains(kind))
            plan.withArray("cohort").addObject().put("reason", "ANOTHER").set("keep", part);
        else if (List.of("everyone", "center", "field", "conditions").contains(kind)) plan.set("groups", part);
        else if (!kind.isEmpty()) plan.withArray("analyses").add(part);
        else if (!part.has("analyses")) plan.withArray("moments").add(part);

        assertThat(PlanFormat.parse(plan).name()).isEqualTo("overall");
    }

    @Test
    void theDocumentationShowsEveryKindOfAnalysis() throws IOException {
        List<String> shown = documented().stream()
                .map(part -> part.path("kind").asString(""))
                .toList();

        assertThat(shown).containsAll(Kinds.ALL.stream().map(Kind::name).toList());
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
