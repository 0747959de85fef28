package org.accrual.query.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.accrual.query.analysis.description.DescriptionResult;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.analysis.survival.SurvivalResult;
import org.accrual.query.disclosure.Count;
import org.accrual.study.access.Disclosure;
import org.accrual.study.events.Outcome.CauseOfDeath;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.StudyJson;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.words.ClinicalDate;
import org.junit.jupiter.api.Test;

class AggregateAnswerTest {
    private static final String PLAN = """
            {'name': 'p', 'title': 'A plan', 'partialDates': 'NEEDS_DAY',
             'moments': [{'name': 'seen', 'events': ['FollowUpRecorded']},
                         {'name': 'last', 'events': ['FollowUpRecorded'], 'nth': -1},
                         {'name': 'death', 'events': ['DeathRecorded']}],
             'cohort': [{'reason': 'NEVER_SEEN', 'keep': {'kind': 'happened', 'moment': 'seen'}}],
             'groups': {'kind': 'center'},
             'analyses': [
               {'kind': 'survival', 'name': 's', 'title': 'S', 'from': 'seen', 'endpoint': 'death', 'censored': 'last',
                'atMonths': [0, 1]},
               {'kind': 'proportion', 'name': 'p', 'title': 'P', 'of': {'kind': 'happened', 'moment': 'death'}},
               {'kind': 'description', 'name': 'd', 'title': 'D', 'of': {'kind': 'elapsed', 'from': 'seen', 'to': ['last']}}]}""";

    private static FollowUpRecorded seen(String date) {
        return new FollowUpRecorded(ClinicalDate.of(date), DiseaseStatus.ALIVE, null);
    }

    private static Patients patients(int atA, int atB, int neverSeen) {
        var patients = new Patients();
        var death = new DeathRecorded(ClinicalDate.of("2020-01-11"), CauseOfDeath.OTHER, null);
        for (int i = 0; i < atA; i++) patients.at("A", seen("2020-01-01"), seen("2020-03-0" + (1 + i % 9)));
        for (int i = 0; i < atB; i++) patients.at("B", seen("2020-01-01"), death);
        for (int i = 0; i < neverSeen; i++) patients.at("A");
        return patients;
    }

    private static Patients patients(int atA, int atB, int atMore, String more) {
        var patients = patients(atA, atB, 0);
        for (int i = 0; i < atMore; i++) patients.at(more, seen("2020-01-01"), seen("2020-03-01"));
        return patients;
    }

    private static ComparisonResult aggregate(Patients patients) {
        return aggregate(patients.compare(PLAN));
    }

    private static ComparisonResult aggregate(ComparisonResult exact) {
        return AggregateAnswer.to(Disclosure.AGGREGATE, exact);
    }

    @Test
    void aggregatesNameNoPatient() {
        String shown = StudyJson.MAPPER.writeValueAsString(aggregate(patients(8, 7, 6)));

        assertThat(shown).doesNotContain("00000000-0000-0001");
        assertThat(StudyJson.MAPPER.writeValueAsString(patients(8, 7, 6).compare(PLAN)))
                .contains("00000000-0000-0001");
    }

    @Test
    void aLoneSmallCountTakesTheNextSmallestWithItSinceItWouldFollowFromTheTotal() {
        ComparisonResult shown = aggregate(patients(2, 7, 9, "C"));

        assertThat(shown.groups())
                .extracting(group -> group.label() + " " + group.patients())
                .containsExactly("A withheld", "B withheld", "C 9");
        assertThat(StudyJson.MAPPER.writeValueAsString(shown.groups())).contains("\"withheld\"");
        assertThat(shown.included()).isEqualTo(Count.of(18));
        assertThat(shown.analyses()).allMatch(Refused.class::isInstance);
    }

    /** Twelve operated, one of them with macroscopic residual: all sizes less eleven sizes are that one's. */
    private static Patients twelveOperated() {
        var patients = new Patients();
        double[] sizesMm = {31, 42, 55, 63, 70, 88, 91, 104, 120, 133, 140, 77.5};
        for (int i = 0; i < sizesMm.length; i++)
            patients.at("c1", CasesTest.operatedWithSize(i < 11 ? ResectionMargin.R0 : ResectionMargin.R2, sizesMm[i]));
        return patients;
    }

    @Test
    void ofTwelveAndElevenOnlyTheTwelveAreTold() throws IOException {
        ComparisonResult shown = aggregate(twelveOperated().compare(Patients.casePlan("D1a")));

        assertThat(shown.analyses())
                .extracting(
                        it -> it instanceof Refused refused ? refused.refusal().name() : it.name())
                .containsExactly("SMALL_CELL", "DIFFERS_BY_FEW", "twelve");
    }

    @Test
    void aCohortThatLeavesOutOneTellsNothingButTheTotal() throws IOException {
        ComparisonResult shown = aggregate(twelveOperated().compare(Patients.casePlan("D1b")));

        assertThat(shown.patients()).isEqualTo(Count.of(12));
        assertThat(shown.included()).isEqualTo(Count.WITHHELD);
        assertThat(shown.excluded()).allMatch(it -> it.patients().withheld());
        assertThat(shown.analyses())
                .allSatisfy(it -> assertThat(((Refused) it).refusal().name()).isEqualTo("DIFFERS_BY_FEW"));
        assertThat(StudyJson.MAPPER.writeValueAsString(shown)).doesNotContain("\"<5\"", ":11", "77.5");
    }

    @Test
    void twoFiguresOfSetsThatDifferByAFewAreNotBothTold() {
        String description = "{'kind': 'description', 'name': '%s', 'title': 'D', 'of': {'kind': 'elapsed', 'from':"
                + " 'seen', 'to': ['last']}, 'among': {'kind': 'not', 'condition': {'kind': 'happened', 'moment': 'death'}}}";
        String all = "{'kind': 'description', 'name': 'all', 'title': 'D', 'of': {'kind': 'elapsed', 'from': 'seen',"
                + " 'to': ['last']}}";
        String plan = PLAN.substring(0, PLAN.indexOf("'analyses'")).replace("'center'", "'everyone', 'label': 'all'")
                + "'analyses': [" + all + ", " + description.formatted("some") + "]}";

        assertThat(aggregate(patients(20, 3, 0).compare(plan)).analyses().getFirst())
                .isNotInstanceOf(Refused.class);
        assertThat(aggregate(patients(20, 3, 0).compare(plan)).analyses().getLast())
                .isInstanceOf(Refused.class);
        assertThat(aggregate(patients(20, 5, 0).compare(plan)).analyses()).noneMatch(Refused.class::isInstance);
    }

    /** Twenty die in pairs on days 10, 20 … 100: no time between which fewer than five die is told of. */
    @Test
    void survivalStandsAtTimesOnlyBetweenWhichEnoughHadTheEvent() {
        var patients = new Patients();
        for (int i = 0; i < 20; i++)
            patients.at(
                    "A",
                    seen("2020-01-01"),
                    new DeathRecorded(
                            ClinicalDate.day(LocalDate.of(2020, 1, 1).plusDays(10L * (i / 2 + 1))),
                            CauseOfDeath.OTHER,
                            null));
        String plan = PLAN.replace("'atMonths': [0, 1]", "'atDays': [15, 35, 45, 65]");
        SurvivalResult shown =
                (SurvivalResult) aggregate(patients.compare(plan)).analyses().getFirst();

        assertThat(shown.groups().getFirst().at())
                .extracting(at -> at.days() + " " + at.atRisk() + " " + at.survival())
                .containsExactly("15 withheld null", "35 14 0.7", "45 withheld null", "65 8 0.4");
        assertThat(shown.section().curves()).isNull();
        assertThat(shown.section().notices()).anyMatch(it -> it.startsWith("The curves may not be shown"));
    }

    @Test
    void nothingIsComputedOfTooFewAndNoStepOrExtremeShowsOnePatientsDay() {
        assertThat(aggregate(patients(8, 3, 0)).analyses())
                .allSatisfy(analysis -> assertThat(analysis).isInstanceOf(Refused.class));

        List<AnalysisResult> enough = aggregate(patients(8, 7, 0)).analyses();
        SurvivalResult survival = (SurvivalResult) enough.getFirst();
        assertThat(survival.groups())
                .allSatisfy(curve -> assertThat(curve.steps()).isEmpty());
        DescriptionResult description = (DescriptionResult) enough.getLast();
        assertThat(description.groups()).allSatisfy(group -> {
            assertThat(group.smallest()).isNull();
            assertThat(group.greatest()).isNull();
        });
    }
}
