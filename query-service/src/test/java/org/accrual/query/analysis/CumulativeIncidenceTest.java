package org.accrual.query.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.accrual.query.analysis.competing.IncidenceResult;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.disclosure.Count;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.events.Outcome.CauseOfDeath;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Surgery.SurgicalIntent;
import org.accrual.study.words.ClinicalDate;
import org.junit.jupiter.api.Test;

/** Cumulative incidences as plans, on the synthetic rows of {@code cox/rows.R}. */
class CumulativeIncidenceTest {
    private static final LocalDate DAY_0 = LocalDate.of(2005, 1, 1);

    private static final String PLAN = """
            {'name': 'p', 'title': 'P', 'partialDates': 'NEEDS_DAY',
             'moments': [
               {'name': 'op', 'events': ['ResectionPerformed']},
               {'name': 'relapse', 'events': ['RecurrenceRecorded']},
               {'name': 'death', 'events': ['DeathRecorded']},
               {'name': 'last', 'events': ['FollowUpRecorded'], 'nth': -1}],
             'groups': {'kind': 'conditions', 'of': [
               {'label': 'male', 'when': {'kind': 'happened', 'moment': 'op', 'where': {'procedure': ['MALE']}}},
               {'label': 'female', 'when': {'kind': 'happened', 'moment': 'op', 'where': {'procedure': ['FEMALE']}}}]},
             'analyses': [{'kind': 'cumulativeIncidence', 'name': 'c', 'title': 'C', 'from': 'op', 'endpoint': 'relapse',
               'competing': 'death', 'censored': 'last', 'atDays': [365], 'tests': ['GRAY']}]}""";

    private static ClinicalDate day(int day) {
        return ClinicalDate.day(DAY_0.plusDays(day));
    }

    /** Who had the event relapsed if the tumor's size is even, and else died without a relapse. */
    private static Patients rows() throws IOException {
        var patients = new Patients();
        try (InputStream in = CumulativeIncidenceTest.class.getResourceAsStream("/cox/rows.csv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line -> {
                        String[] row = line.split(",", -1);
                        ClinicalDate last = day(Integer.parseInt(row[5]));
                        boolean even = Integer.parseInt(row[4]) % 2 == 0;
                        patients.enrolled(
                                row[0],
                                Sex.valueOf(row[1]),
                                null,
                                new ResectionPerformed(
                                        day(0),
                                        row[1],
                                        List.of(),
                                        ResectionMargin.R0,
                                        null,
                                        SurgicalIntent.NOT_STATED,
                                        null),
                                row[6].equals("0")
                                        ? new FollowUpRecorded(last, DiseaseStatus.ALIVE, null)
                                        : even ? new RecurrenceRecorded(last, List.of(), null, null) : died(last));
                    });
        }
        return patients;
    }

    private static ClinicalEvent died(ClinicalDate date) {
        return new DeathRecorded(date, CauseOfDeath.DISEASE, null);
    }

    /** R 4.2.2, survival 3.5.3: survfit(Surv(days, factor(cause)) ~ sex) at 365; cmprsk: cuminc(days, cause, sex). */
    @Test
    void incidencesAndGraysTestAreAsInR() throws IOException {
        IncidenceResult result = rows().only(PLAN);
        IncidenceResult.At male = result.groups().getFirst().at().getFirst();
        IncidenceResult.At female = result.groups().getLast().at().getFirst();

        assertThat(male.incidence()).isCloseTo(0.323275862068966, within(1e-12));
        assertThat(male.competing()).isCloseTo(0.288793103448276, within(1e-12));
        assertThat(female.incidence()).isCloseTo(0.103579450418160, within(1e-12));
        assertThat(female.competing()).isCloseTo(0.443144563918758, within(1e-12));
        assertThat(result.groups())
                .extracting(group -> group.patients() + " " + group.events() + " " + group.competing())
                .containsExactly("29 10 13", "31 8 17");
        assertThat(result.tests().getFirst().statistic()).isCloseTo(1.342415513302093, within(1e-9));
        assertThat(result.tests().getFirst().pValue()).isCloseTo(0.246608436416990, within(1e-9));
    }

    @Test
    void aDeathAfterTheRelapseDoesNotCompete() {
        IncidenceResult result = new Patients()
                .at("c", operated(), new RecurrenceRecorded(day(100), List.of(), null, null), died(day(200)))
                .at("c", operated(), died(day(50)))
                .only(PLAN.replace("'MALE'", "'x'").replace(", 'tests': ['GRAY']", ""));

        assertThat(result.groups().getFirst().events()).isEqualTo(Count.of(1));
        assertThat(result.groups().getFirst().competing()).isEqualTo(Count.of(1));
    }

    private static ClinicalEvent operated() {
        return new ResectionPerformed(
                day(0), "x", List.of(), ResectionMargin.R0, null, SurgicalIntent.NOT_STATED, null);
    }

    @Test
    void aTimeIsToldOfInAggregatesOnlyIfNoKindOfThoseWhoLeftIsSmall() throws IOException {
        IncidenceResult exact = rows().only(PLAN);
        IncidenceResult shown = (IncidenceResult) exact.disclosed();

        // Of the women three relapsed within the year.
        assertThat(exact.groups().getLast().at().getFirst().events()).isEqualTo(Count.of(3));
        assertThat(shown.groups().getLast().at().getFirst().incidence()).isNull();
        assertThat(shown.groups().getLast().at().getFirst().events()).isEqualTo(Count.WITHHELD);
        assertThat(rows().at("c", operated(), died(day(10)))
                        .<IncidenceResult>only(PLAN.replace("'MALE'", "'x'"))
                        .disclosed())
                .isInstanceOf(Refused.class);
    }
}
