package org.accrual.query.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.accrual.query.analysis.counts.CountsResult;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.analysis.survival.SurvivalResult;
import org.accrual.query.disclosure.Count;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.Disease.DiagnosisRecorded;
import org.accrual.study.events.Disease.Presentation;
import org.accrual.study.events.Disease.PrimarySite;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.Observation.ObservationCode;
import org.accrual.study.events.Observation.ObservationRecorded;
import org.accrual.study.events.Outcome.CauseOfDeath;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.Pathology.MitoticCount;
import org.accrual.study.events.Pathology.PathologyReported;
import org.accrual.study.events.Pathology.Specimen;
import org.accrual.study.events.Response.AssessmentRecorded;
import org.accrual.study.events.Response.Lesion;
import org.accrual.study.events.Response.Modality;
import org.accrual.study.events.Response.ResponseCategory;
import org.accrual.study.events.Response.ResponseCriteria;
import org.accrual.study.events.Response.ResponseRecorded;
import org.accrual.study.events.Response.ResponseScope;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Surgery.SurgicalIntent;
import org.accrual.study.events.Therapy.ImatinibStarted;
import org.accrual.study.events.Therapy.TherapyStarted;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Organ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Synthetic rows that once gave a wrong answer, with the right one (of R where it is an estimate). */
class CasesTest {
    private static final LocalDate DAY_0 = LocalDate.of(2005, 1, 1);

    private static ClinicalDate day(int day) {
        return ClinicalDate.day(DAY_0.plusDays(day));
    }

    private static ObservationRecorded tag(String text) {
        return new ObservationRecorded(day(0), ObservationCode.OTHER, "tag", null, null, text, null);
    }

    private static ClinicalEvent end(int day, int died) {
        return died == 1
                ? new DeathRecorded(day(day), CauseOfDeath.DISEASE, null)
                : new FollowUpRecorded(day(day), DiseaseStatus.ALIVE, null);
    }

    private static ResectionPerformed operated(ClinicalDate date, ResectionMargin margin) {
        return new ResectionPerformed(date, "x", List.of(), margin, null, SurgicalIntent.NOT_STATED, null);
    }

    static ClinicalEvent[] operatedWithSize(ResectionMargin margin, double sizeMm) {
        return new ClinicalEvent[] {
            tag("D1"),
            operated(day(0), margin),
            new PathologyReported(
                    day(0), Specimen.RESECTION, null, null, Map.of(), null, BigDecimal.valueOf(sizeMm), null, null),
            end(400, 0)
        };
    }

    private static ImatinibStarted imatinib() {
        return new ImatinibStarted(day(0), 400, 1, 1, null);
    }

    // ---- D2, D3: treatments of unknown date, and of a month

    private static Patients treatedOn(String... dates) {
        int[][] ends = {{400, 1}, {700, 1}, {900, 0}, {800, 1}, {420, 0}};
        var patients = new Patients();
        for (int i = 0; i < ends.length; i++)
            patients.at(
                    "c1",
                    tag("D2"),
                    imatinib(),
                    operated(ClinicalDate.of(dates[i]), ResectionMargin.R0),
                    end(ends[i][0], ends[i][1]));
        int[][] never = {{60, 1}, {70, 1}, {88, 0}, {150, 1}, {175, 1}, {300, 0}, {650, 1}};
        for (int[] it : never) patients.at("c1", tag("D2"), imatinib(), end(it[0], it[1]));
        return patients;
    }

    private static Patients treatedByMonth() {
        return treatedOn("2005-03", "2005-03", "2005-06", "2005-09", "2005-04");
    }

    private static SurvivalResult survival(Patients patients, String plan) throws IOException {
        return patients.only(Patients.casePlan(plan).replace("\"D3\"", "\"D2\""));
    }

    @Test
    void leavesOutByNameWhoWasTreatedNobodyKnowsWhen() throws IOException {
        Patients patients = treatedOn("2005-03-20", "2005-03-25", "2005-06-10", "2005-09-02", "2005-04-15")
                .at("c1", tag("D2"), imatinib(), operated(ClinicalDate.UNKNOWN, ResectionMargin.R0), end(950, 0))
                .at("c1", tag("D2"), imatinib(), operated(ClinicalDate.UNKNOWN, ResectionMargin.R0), end(990, 0));
        SurvivalResult result = survival(patients, "D2");

        assertThat(result.guard().timeDependent().value()).isCloseTo(0.1648, within(5e-5));
        assertThat(result.leftOut())
                .singleElement()
                .satisfies(left -> assertThat(left.reason()).isEqualTo("GROUP_DATE_UNBOUNDED"))
                .satisfies(left -> assertThat(left.patients()).isEqualTo(Count.of(2)));
        assertThat(result.section().notices()).contains("Left out, group date unbounded: 2 patients.");
    }

    @Test
    void aTreatmentDatedToTheMonthCountsFromItsMiddle() throws IOException {
        SurvivalResult result = survival(treatedByMonth(), "D3-MIDPOINT");

        assertThat(result.guard().timeDependent().value()).isCloseTo(0.16475, within(5e-6));
        // March's middle is day 74, and 2.5 months are 76 days.
        SurvivalResult.Landmark landmark = result.guard().landmarks().getFirst();
        assertThat(landmark.groups())
                .extracting(SurvivalResult.Curve::label)
                .containsExactly("not op by month 2.5", "op by month 2.5");
        assertThat(landmark.groups())
                .extracting(curve -> curve.patients().patients())
                .containsExactly(8, 2);
    }

    @Test
    void aTreatmentDatedToTheMonthIsLeftOutWhereTheDayIsNeeded() throws IOException {
        SurvivalResult result = survival(treatedByMonth(), "D3-NEEDS_DAY");

        assertThat(result.leftOut())
                .singleElement()
                .satisfies(left -> assertThat(left.reason()).isEqualTo("NEEDS_DAY"))
                .satisfies(left -> assertThat(left.patients()).isEqualTo(Count.of(5)));
    }

    // ---- D4, D8: groups that are known only later

    private static Patients marginsKnownLater() {
        int[][] rows = {
            {300, 700, 1},
            {320, 900, 0},
            {310, 800, 1},
            {400, 1000, 0},
            {20, 60, 1},
            {30, 90, 1},
            {25, 200, 1},
            {40, 400, 0}
        };
        var patients = new Patients();
        for (int i = 0; i < rows.length; i++)
            patients.at(
                    "c1",
                    tag("D4"),
                    new DiagnosisRecorded(day(0), PrimarySite.STOMACH, Presentation.PRIMARY, List.of(), null),
                    operated(day(rows[i][0]), i < 4 ? ResectionMargin.R0 : ResectionMargin.R1),
                    end(rows[i][1], rows[i][2]));
        return patients;
    }

    @ParameterizedTest
    @ValueSource(strings = {"D4-field", "D4-conditions"})
    void warnsOfGroupsByALaterTreatmentHoweverThePlanSaysIt(String plan) throws IOException {
        SurvivalResult result = marginsKnownLater().only(Patients.casePlan(plan));

        assertThat(result.tests().getFirst().pValue()).isCloseTo(0.040, within(5e-4));
        assertThat(result.warnings())
                .filteredOn(it -> it.name().equals("IMMORTAL_TIME"))
                .hasSize(2);
        assertThat(result.guard().shares())
                .extracting(SurvivalResult.ImmortalTime::group)
                .containsExactly("R0", "R1");
    }

    private static Patients byResponse() {
        int[][] rows = {{400, 1}, {500, 0}, {600, 1}, {50, 1}, {90, 1}, {300, 0}};
        var patients = new Patients();
        for (int i = 0; i < rows.length; i++)
            patients.at(
                    "c1",
                    tag("D8"),
                    imatinib(),
                    new ResponseRecorded(
                            day(40),
                            i < 3 ? ResponseCategory.PR : ResponseCategory.PD,
                            ResponseCriteria.RECIST_1_1,
                            ResponseScope.BEST,
                            null,
                            null,
                            null,
                            null),
                    end(rows[i][0], rows[i][1]));
        return patients;
    }

    @ParameterizedTest
    @ValueSource(strings = {"D8", "D8-field"})
    void computesLandmarksForAnyGroupsThatAreKnownLater(String name) throws IOException {
        String plan = Patients.casePlan(name);
        if (!plan.contains("landmarksMonths"))
            plan = plan.replace("\"tests\": []", "\"tests\": [], \"landmarksMonths\": [2]");
        SurvivalResult result = byResponse().only(plan);

        assertThat(result.warnings()).extracting(Notice::name).contains("CONDITIONED_ON_THE_FUTURE");
        SurvivalResult.Landmark landmark = result.guard().landmarks().getFirst();
        assertThat(landmark.leftBefore()).isEqualTo(Count.of(1));
        assertThat(landmark.leftUnknown()).isEqualTo(Count.of(0));
        assertThat(landmark.groups())
                .extracting(curve -> curve.label() + " " + curve.patients())
                .containsExactlyInAnyOrder("PR 3", "PD 2");
    }

    @Test
    void whoseGroupIsNotKnownByTheLandmarkIsLeftOutOfIt() throws IOException {
        String plan =
                Patients.casePlan("D8").replace("\"landmarksMonths\": [\n    2\n   ]", "\"landmarksDays\": [39, 40]");
        SurvivalResult result = byResponse().only(plan);

        assertThat(result.guard().landmarks().getFirst().test().refusal().name())
                .isEqualTo("NO_GROUP_KNOWN");
        assertThat(result.guard().landmarks().get(1).groups()).hasSize(2);
    }

    @Test
    void saysWhyALandmarkIsOfNoUse() throws IOException {
        String plan = Patients.casePlan("D9").replace("\"tests\"", "\"landmarksMonths\": [1], \"tests\"");
        SurvivalResult result = withoutEvents().only(plan);

        assertThat(result.guard()).isNull();
        assertThat(result.warnings()).extracting(Notice::name).contains("LANDMARKS_NOT_USED");
    }

    // ---- D9: no events

    private static Patients withoutEvents() {
        var patients = new Patients();
        for (ResectionMargin margin : List.of(ResectionMargin.R0, ResectionMargin.R1))
            for (int last : new int[] {10, 20, 30})
                patients.at("c1", tag("D9"), operated(day(0), margin), end(last, 0));
        return patients;
    }

    @Test
    void aTestWithoutAnEventIsRefusedByName() throws IOException {
        SurvivalResult result = withoutEvents().only(Patients.casePlan("D9"));

        assertThat(result.tests().getFirst().refusal().name()).isEqualTo("NO_EVENTS");
        assertThat(result.tests().getFirst().degreesOfFreedom()).isNull();
    }

    // ---- D6, D7: values and list entries

    private static Patients oneWithEverything() {
        return new Patients()
                .at(
                        "c1",
                        tag("D5"),
                        imatinib(),
                        new TherapyStarted(day(300), "Sunitinib", true, null, 2, null),
                        new PathologyReported(
                                day(0),
                                Specimen.RESECTION,
                                null,
                                new MitoticCount(7, 7, 50, null),
                                Map.of(),
                                null,
                                new BigDecimal("42"),
                                true,
                                null),
                        new AssessmentRecorded(
                                day(100),
                                Modality.CT,
                                List.of(lesion("L1", Organ.LIVER, false), lesion("L2", Organ.LUNG, true)),
                                null),
                        end(900, 0));
    }

    private static Lesion lesion(String id, Organ organ, boolean growing) {
        return new Lesion(id, organ, List.of(), null, null, growing, null);
    }

    private static int yes(String plan) {
        CountsResult result = oneWithEverything().only(plan);
        return result.groups().getFirst().outcomes().getFirst().patients().patients();
    }

    @Test
    void findsAnAgentAsItWasEnteredWhateverItsLetters() throws IOException {
        assertThat(yes(Patients.casePlan("D6-6"))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"LIVER, 0", "LUNG, 1"})
    void whatIsSaidOfALesionHoldsOfOneAndTheSame(String organ, int yes) throws IOException {
        assertThat(yes(Patients.casePlan("D7").replace("LIVER", organ))).isEqualTo(yes);
    }

    // ---- D11, D12, D14

    private static final String ONE_GROUP = """
            {'name': 'p', 'title': 'P', 'partialDates': 'NEEDS_DAY',
             'moments': [
               {'name': 'op', 'events': ['ResectionPerformed']},
               {'name': 'relapse', 'events': ['RecurrenceRecorded'], 'after': 'op'%s},
               {'name': 'death', 'events': ['DeathRecorded']},
               {'name': 'last', 'events': ['FollowUpRecorded', 'DeathRecorded'], 'nth': -1}],
             'groups': {'kind': 'everyone', 'label': 'all'},
             'analyses': [%s]}""";

    private static String survival(String sameDay, String endpoint, String more) {
        return ONE_GROUP.formatted(
                sameDay,
                "{'kind': 'survival', 'name': 'a', 'title': 'A', 'from': 'op', 'endpoint': '" + endpoint
                        + "', 'censored': 'last'" + more + "}");
    }

    @Test
    void timesAreAskedInDaysExactly() {
        Patients patients = new Patients()
                .at("c1", operated(day(0), ResectionMargin.R0), end(30, 1))
                .at("c1", operated(day(0), ResectionMargin.R0), end(60, 0));
        SurvivalResult result = patients.only(survival("", "death", ", 'atMonths': [0.985], 'atDays': [30]"));

        // 0.985 months are 29.98 days.
        assertThat(result.groups().getFirst().at())
                .extracting(SurvivalResult.At::survival)
                .containsExactly(1.0, 0.5);
        assertThat(result.groups().getFirst().at().get(1).days()).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "', ''sameDay'': true', 1", "', ''sameDay'': false', 0"})
    void thePlanChoosesWhetherTheDayItselfIsAfter(String sameDay, int events) {
        Patients patients = new Patients()
                .at(
                        "c1",
                        operated(day(10), ResectionMargin.R0),
                        new RecurrenceRecorded(day(10), List.of(), null, null),
                        end(60, 0));
        SurvivalResult result = patients.only(survival(sameDay, "relapse", ""));

        assertThat(result.groups().getFirst().events()).isEqualTo(Count.of(events));
    }

    @ParameterizedTest
    @CsvSource({"relapse, 1, true", "relapse, 0, false", "death, 1, false"})
    void warnsWhereDeathIsCensored(String endpoint, int died, boolean warned) {
        Patients patients = new Patients()
                .at("c1", operated(day(0), ResectionMargin.R0), end(50, died))
                .at("c1", operated(day(0), ResectionMargin.R0), end(60, 0));
        SurvivalResult result = patients.only(survival("", endpoint, ""));

        assertThat(result.warnings().stream().anyMatch(it -> it.name().equals("DEATH_COMPETES")))
                .isEqualTo(warned);
    }

    @Test
    void saysWhichMomentsNobodyCameTo() {
        ComparisonResult result = new Patients()
                .at("c1", operated(day(0), ResectionMargin.R0), end(50, 1))
                .compare(survival("", "death", ""));

        assertThat(result.warnings())
                .filteredOn(it -> it.name().equals("NEVER_REACHED"))
                .singleElement()
                .satisfies(it -> assertThat(it.sentence()).contains("relapse").doesNotContain("death"));
        assertThat(result.analyses()).noneMatch(Refused.class::isInstance);
    }
}
