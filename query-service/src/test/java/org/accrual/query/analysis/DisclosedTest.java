package org.accrual.query.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.accrual.query.analysis.result.AnalysisResult;
import org.accrual.query.analysis.result.ComparisonResult;
import org.accrual.query.analysis.result.Count;
import org.accrual.query.analysis.result.Disclosed;
import org.accrual.query.analysis.result.Exclusion;
import org.accrual.query.analysis.result.GroupMembers;
import org.accrual.study.access.Disclosure;
import org.accrual.study.events.Outcome.CauseOfDeath;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.ClinicalDate;
import org.junit.jupiter.api.Test;

class DisclosedTest {
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

    private static ComparisonResult aggregate(Patients patients) {
        return Disclosed.to(Disclosure.AGGREGATE, patients.compare(PLAN));
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
        ComparisonResult shown = aggregate(patients(8, 7, 2));

        assertThat(shown.excluded()).containsExactly(new Exclusion("NEVER_SEEN", Count.SUPPRESSED, List.of()));
        assertThat(shown.groups())
                .containsExactly(
                        new GroupMembers("A", Count.of(8), List.of()),
                        new GroupMembers("B", Count.SUPPRESSED, List.of()));
        assertThat(shown.included()).isEqualTo(Count.SUPPRESSED);
        assertThat(StudyJson.MAPPER.writeValueAsString(shown.excluded())).contains("\"<5\"");
    }

    @Test
    void nothingIsComputedOfTooFewAndNoStepOrExtremeShowsOnePatientsDay() {
        assertThat(aggregate(patients(8, 3, 0)).analyses())
                .allSatisfy(analysis -> assertThat(analysis).isInstanceOf(AnalysisResult.Refused.class));

        List<AnalysisResult> enough = aggregate(patients(8, 7, 0)).analyses();
        AnalysisResult.Survival survival = (AnalysisResult.Survival) enough.getFirst();
        assertThat(survival.groups())
                .allSatisfy(curve -> assertThat(curve.steps()).isEmpty());
        AnalysisResult.Description description = (AnalysisResult.Description) enough.getLast();
        assertThat(description.groups()).allSatisfy(group -> {
            assertThat(group.smallest()).isNull();
            assertThat(group.greatest()).isNull();
        });
    }
}
