package org.accrual.query.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.accrual.query.analysis.cohort.Exclusion;
import org.accrual.query.analysis.counts.CountsResult;
import org.accrual.query.analysis.description.DescriptionResult;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.kind.Range;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.analysis.kind.TestResult;
import org.accrual.query.analysis.survival.SurvivalResult;
import org.accrual.query.analysis.survival.SurvivalResult.Curve;
import org.accrual.query.disclosure.Count;
import org.accrual.study.events.Disease.ProgressionPattern;
import org.accrual.study.events.Disease.ProgressionRecorded;
import org.accrual.study.events.Disease.Resistance;
import org.accrual.study.events.Disease.TherapyContext;
import org.accrual.study.events.Outcome.CauseOfDeath;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.Response.ResponseCriteria;
import org.accrual.study.events.StudyJson;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Surgery.SurgicalIntent;
import org.accrual.study.events.Therapy.ImatinibStarted;
import org.accrual.study.words.ClinicalDate;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    /** Origin, event and censoring as most trials have them; the placeholders are cohort, groups and analyses. */
    private static final String FRAME = """
            {'name': 'p', 'title': 'A plan', 'partialDates': '%s',
             'moments': [
               {'name': 'imatinib', 'events': ['ImatinibStarted']},
               {'name': 'surgery', 'events': ['ResectionPerformed'], 'after': 'imatinib'},
               {'name': 'byRecist', 'events': ['ProgressionRecorded'], 'where': {'criteria': ['RECIST_1_1']}, 'after': 'imatinib'},
               {'name': 'called', 'events': ['ProgressionRecorded'], 'where': {'criteria': ['INVESTIGATOR']}, 'after': 'imatinib'},
               {'name': 'death', 'events': ['DeathRecorded']},
               {'name': 'byRecistOrDeath', 'firstOf': ['byRecist', 'death']},
               {'name': 'calledOrDeath', 'firstOf': ['called', 'death']},
               {'name': 'alive', 'events': ['FollowUpRecorded', 'ProgressionRecorded'], 'nth': -1}],
             'cohort': %s, 'groups': %s, 'analyses': [%s]}""";

    private static final String EVERYONE = "{'kind': 'everyone', 'label': 'all'}";
    private static final String BY_CENTER = "{'kind': 'center'}";
    private static final String BY_SURGERY = """
            {'kind': 'conditions', 'of': [
              {'label': 'S', 'when': {'kind': 'happened', 'moment': 'surgery'}},
              {'label': 'NS', 'when': {'kind': 'not', 'condition': {'kind': 'happened', 'moment': 'surgery'}}}]}""";

    private static String overall(String more) {
        return survival("death", more);
    }

    private static String survival(String endpoint, String more) {
        return "{'kind': 'survival', 'name': 'a', 'title': 'An analysis', 'from': 'imatinib', 'endpoint': '" + endpoint
                + "', 'censored': 'alive'" + more + "}";
    }

    private static String plan(String groups, String analysis) {
        return FRAME.formatted("NEEDS_DAY", "[]", groups, analysis);
    }

    private static ImatinibStarted imatinib(String date) {
        return new ImatinibStarted(ClinicalDate.of(date), 400, 1, 1, null);
    }

    private static DeathRecorded died(String date) {
        return new DeathRecorded(ClinicalDate.of(date), CauseOfDeath.DISEASE, null);
    }

    private static FollowUpRecorded alive(String date) {
        return new FollowUpRecorded(ClinicalDate.of(date), DiseaseStatus.ALIVE, null);
    }

    private static ResectionPerformed surgery(String date) {
        return new ResectionPerformed(
                ClinicalDate.of(date),
                "resection",
                List.of(),
                ResectionMargin.R0,
                null,
                SurgicalIntent.NOT_STATED,
                null);
    }

    private static ProgressionRecorded progression(String date, ResponseCriteria criteria) {
        return new ProgressionRecorded(
                ClinicalDate.of(date),
                criteria,
                TherapyContext.NOT_STATED,
                ProgressionPattern.NOT_STATED,
                null,
                Resistance.NOT_STATED,
                List.of(),
                null);
    }

    private static double days(int days) {
        return days / 30.4375;
    }

    /**
     * Days 10, 20, 20+, 30, 40+ (+ censored; the event at 20 precedes the censoring): S = 4/5, 4/5·3/4 = 3/5,
     * 3/5·1/2 = 3/10. The median is the first day with S below one half: 30.
     */
    @Test
    void estimatesSurvivalWithTiesAndCensoringAsByHand() {
        SurvivalResult result = fiveByHand().only(plan(EVERYONE, overall(", 'atMonths': [0, 0.7, 1.2, 2]")));

        Curve curve = result.groups().getFirst();
        assertThat(curve.steps())
                .extracting(SurvivalResult.Step::survival)
                .satisfiesExactly(
                        s -> assertThat(s).isEqualTo(0.8),
                        s -> assertThat(s).isCloseTo(0.6, within(1e-15)),
                        s -> assertThat(s).isCloseTo(0.3, within(1e-15)),
                        s -> assertThat(s).isCloseTo(0.3, within(1e-15)));
        assertThat(curve.steps()).extracting(step -> step.atRisk().patients()).containsExactly(5, 4, 2, 1);
        assertThat(curve.steps()).extracting(step -> step.censored().patients()).containsExactly(0, 1, 0, 1);
        assertThat(curve.events()).isEqualTo(Count.of(3));
        assertThat(curve.median()).isEqualTo(Range.exactly(days(30)));
        // 0.7 months are 21.3 days, 1.2 are 36.5; after 2 months nobody is observed and the curve is not at 0.
        assertThat(curve.at()).extracting(at -> at.atRisk().patients()).containsExactly(5, 2, 1, 0);
        assertThat(curve.at().get(1).survival()).isCloseTo(0.6, within(1e-15));
        assertThat(curve.at().get(3).survival()).isNull();
    }

    private static Patients fiveByHand() {
        return new Patients()
                .at("c1", imatinib("2020-01-01"), died("2020-01-11"))
                .at("c1", imatinib("2020-01-01"), died("2020-01-21"))
                .at("c1", imatinib("2020-02-01"), alive("2020-02-21"))
                .at("c1", imatinib("2020-01-01"), died("2020-01-31"))
                .at("c1", imatinib("2020-01-01"), alive("2020-02-10"));
    }

    /** Events at 10 (A), 20 (B), with A 10, 40+ and B 20, 30+: O−E for A = 1 − (2/4 + 1/3) = 1/6; V = 1/4 + 2/9. */
    @Test
    void comparesGroupsByTheLogRankTestAsByHand() {
        SurvivalResult result = new Patients()
                .at("A", imatinib("2020-01-01"), died("2020-01-11"))
                .at("A", imatinib("2020-01-01"), alive("2020-02-10"))
                .at("B", imatinib("2020-01-01"), died("2020-01-21"))
                .at("B", imatinib("2020-01-01"), alive("2020-01-31"))
                .only(plan(BY_CENTER, overall(", 'tests': ['LOG_RANK', 'LOG_RANK_BY_CENTER']")));

        assertThat(result.tests().getFirst().statistic()).isCloseTo(1.0 / 36 / (1.0 / 4 + 2.0 / 9), within(1e-12));
        assertThat(result.tests().getFirst().degreesOfFreedom()).isEqualTo(1);
        // Within a center there is one group only: nothing to compare, and the other test stands all the same.
        TestResult byCenter = result.tests().get(1);
        assertThat(byCenter.refusal().name()).isEqualTo("NO_VARIANCE");
        assertThat(byCenter.pValue()).isNull();
    }

    @Test
    void tellsProgressionByRecistFromProgressionAsTheInvestigatorCallsIt() {
        var patients = new Patients()
                .at(
                        "c1",
                        imatinib("2020-01-01"),
                        progression("2020-03-01", ResponseCriteria.RECIST_1_1),
                        progression("2020-09-01", ResponseCriteria.INVESTIGATOR),
                        alive("2021-01-01"));
        SurvivalResult byRecist = patients.only(plan(EVERYONE, survival("byRecistOrDeath", "")));
        SurvivalResult called = patients.only(plan(EVERYONE, survival("calledOrDeath", "")));

        assertThat(byRecist.groups().getFirst().median().value()).isEqualTo(days(60));
        assertThat(called.groups().getFirst().median().value()).isEqualTo(days(244));
    }

    @Test
    void leavesOutEachPatientForTheFirstCriterionNotMet() {
        String cohort = """
                [{'reason': 'NO_IMATINIB', 'keep': {'kind': 'happened', 'moment': 'imatinib'}},
                 {'reason': 'PROGRESSED_WITHIN_6_MONTHS',
                  'keep': {'kind': 'lasts', 'from': 'imatinib', 'to': ['byRecistOrDeath', 'alive'], 'longerThanMonths': 6}},
                 {'reason': 'OPERATED_AFTER_PROGRESSION',
                  'keep': {'kind': 'any', 'of': [
                    {'kind': 'not', 'condition': {'kind': 'happened', 'moment': 'surgery'}},
                    {'kind': 'precedes', 'first': 'surgery', 'second': 'byRecist'}]}}]""";
        ComparisonResult result = new Patients()
                .at("c1", alive("2020-05-01"))
                .at(
                        "c1",
                        imatinib("2020-01-01"),
                        progression("2020-04-01", ResponseCriteria.RECIST_1_1),
                        surgery("2020-05-01"))
                .at(
                        "c1",
                        imatinib("2020-01-01"),
                        progression("2021-04-01", ResponseCriteria.RECIST_1_1),
                        surgery("2021-05-01"))
                .at("c1", imatinib("2020-01-01"), alive("2021-01-01"))
                // Some day of April, some day of April: nobody knows which came first.
                .at(
                        "c1",
                        imatinib("2020-01-01"),
                        progression("2021-04", ResponseCriteria.RECIST_1_1),
                        surgery("2021-04"))
                .compare(FRAME.formatted("NEEDS_DAY", cohort, EVERYONE, overall("")));

        assertThat(result.excluded())
                .containsExactly(
                        new Exclusion("NO_IMATINIB", Count.of(1), List.of(Patients.id(1))),
                        new Exclusion("PROGRESSED_WITHIN_6_MONTHS", Count.of(1), List.of(Patients.id(2))),
                        new Exclusion("OPERATED_AFTER_PROGRESSION", Count.of(1), List.of(Patients.id(3))),
                        new Exclusion("OPERATED_AFTER_PROGRESSION_UNDECIDED", Count.of(1), List.of(Patients.id(5))));
        assertThat(result.patients()).isEqualTo(Count.of(5));
        assertThat(result.included()).isEqualTo(Count.of(1));
    }

    @Test
    void partialDatesAreLeftOutOrCountWithTheirMiddleAndTheirRange() {
        var patients = new Patients().at("c1", imatinib("2020-01"), died("2020-03-31"));
        AnalysisResult refused = patients.only(plan(EVERYONE, overall("")));
        SurvivalResult middle = patients.only(FRAME.formatted("MIDPOINT", "[]", EVERYONE, overall("")));

        // From January 31 it is 60 days, from January 1 it is 90.
        assertThat(((Refused) refused).refusal().name()).isEqualTo("NO_PATIENTS");
        assertThat(middle.groups().getFirst().median()).isEqualTo(new Range(days(75), days(60), days(90)));
    }

    @Test
    void aDurationThatOnlyStartsSomewhereHasNoUpperBound() {
        ClinicalDate atLeast = new ClinicalDate(
                null, null, ClinicalDate.Precision.AFTER, new ClinicalDate.Anchor(Patients.event(1, 2), 20, 0));
        DescriptionResult result = new Patients()
                .at("c1", imatinib("2020-01"), new DeathRecorded(atLeast, CauseOfDeath.DISEASE, null))
                .only(FRAME.formatted(
                        "MIDPOINT",
                        "[]",
                        EVERYONE,
                        "{'kind': 'description', 'name': 'a', 'title': 'An analysis',"
                                + " 'of': {'kind': 'elapsed', 'from': 'imatinib', 'to': ['death']}}"));

        assertThat(result.groups().getFirst().median()).isEqualTo(new Range(null, 20.0, null));
    }

    @Test
    void warnsOfImmortalTimeAndShowsEstimatesWithoutIt() {
        String analysis = overall(", 'tests': ['LOG_RANK'], 'landmarksMonths': [4]");
        SurvivalResult result = new Patients()
                .at("c1", imatinib("2020-01-01"), surgery("2020-04-10"), died("2020-07-19"))
                .at("c1", imatinib("2020-01-01"), surgery("2020-04-10"), alive("2021-01-01"))
                .at("c1", imatinib("2020-01-01"), died("2020-02-20"))
                .at("c1", imatinib("2020-01-01"), died("2020-06-01"))
                .only(plan(BY_SURGERY, analysis));

        // 100 of 200 and 100 of 366 days before surgery.
        assertThat(result.guard().shares())
                .containsExactly(new SurvivalResult.ImmortalTime("S", days(200), 200.0 / 566));
        assertThat(result.warnings()).extracting(Notice::name).contains("IMMORTAL_TIME");
        SurvivalResult.Landmark landmark = result.guard().landmarks().getFirst();
        assertThat(landmark.leftBefore()).isEqualTo(Count.of(1));
        assertThat(landmark.groups())
                .extracting(curve -> curve.patients().patients())
                .containsExactly(1, 2);
        // Deaths at 50 (4 untreated at risk), 152 (1 untreated, 2 treated) and 200 (2 treated only):
        // O − E of the untreated = 2 − (1 + 1/3), V = 0 + 2/9 + 0.
        assertThat(result.guard().mantelByar().statistic()).isCloseTo(4.0 / 9 / (2.0 / 9), within(1e-12));
    }

    @Test
    void groupsThatAreFixedAtTheOriginNeedNoGuard() {
        SurvivalResult result = fiveByHand().only(plan(BY_CENTER, overall("")));

        assertThat(result.guard()).isNull();
        assertThat(result.warnings()).extracting(Notice::name).doesNotContain("IMMORTAL_TIME");
    }

    @Test
    void countsProportionsWithEachTestByItsName() {
        var patients = new Patients();
        for (int i = 0; i < 6; i++) patients.at("A", imatinib("2020-01-01"), died("2020-02-01"));
        for (int i = 0; i < 2; i++) patients.at("A", imatinib("2020-01-01"), alive("2020-02-01"));
        for (int i = 0; i < 1; i++) patients.at("B", imatinib("2020-01-01"), died("2020-02-01"));
        for (int i = 0; i < 7; i++) patients.at("B", imatinib("2020-01-01"), alive("2020-02-01"));
        CountsResult result = patients.only(plan(BY_CENTER, """
                {'kind': 'proportion', 'name': 'a', 'title': 'Died', 'of': {'kind': 'happened', 'moment': 'death'},
                 'tests': ['FISHER', 'CHI_SQUARED', 'YATES']}"""));

        assertThat(result.groups()).extracting(CountsResult.Row::label).containsExactly("A", "B", "all");
        assertThat(result.groups())
                .extracting(row -> row.outcomes().getFirst().proportion())
                .containsExactly(0.75, 0.125, 7.0 / 16);
        // χ² = n (ad − bc)² / (row and column sums) = 16 · 40² / (8 · 8 · 7 · 9); Yates: 16 · (40 − 8)² / the same.
        assertThat(result.tests().get(1).statistic()).isCloseTo(16 * 1600.0 / 4032, within(1e-12));
        assertThat(result.tests().get(2).statistic()).isCloseTo(16 * 1024.0 / 4032, within(1e-12));
        // (C(8,6)C(8,1) + C(8,7)C(8,0)) / C(16,7), two-sided by symmetry of the rows: 2 · 232 / 11440.
        assertThat(result.tests().getFirst().pValue()).isCloseTo(2 * 232.0 / 11440, within(1e-12));
    }

    @Test
    void theSamePatientsAndPlanGiveTheSameBytes() {
        String plan = plan(BY_SURGERY, overall(", 'tests': ['LOG_RANK'], 'landmarksMonths': [1]"));
        byte[] once = StudyJson.MAPPER.writeValueAsBytes(fiveByHand().compare(plan));
        byte[] again = StudyJson.MAPPER.writeValueAsBytes(fiveByHand().compare(plan));

        assertThat(again).isEqualTo(once);
    }

    @Test
    void saysThatSyntheticRowsAreNoPatients() {
        ComparisonResult result = fiveByHand().compare(plan(EVERYONE, overall("")));

        assertThat(result.label()).startsWith("SYNTHETIC");
        assertThat(result.warnings()).extracting(Notice::name).startsWith("SYNTHETIC_DATA");
        assertThat(result.months()).isEqualTo("days / 30.4375");
        assertThat(result.planHash()).matches("[0-9a-f]{64}");
        assertThat(result.position()).isEqualTo("p0:7");
    }
}
