package org.accrual.query.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.analysis.regression.CoxResult;
import org.accrual.query.disclosure.Count;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.events.Outcome.CauseOfDeath;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.Pathology.PathologyReported;
import org.accrual.study.events.Pathology.Specimen;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Surgery.SurgicalIntent;
import org.accrual.study.words.ClinicalDate;
import org.junit.jupiter.api.Test;

/** Cox models as plans, on the synthetic rows of {@code cox/rows.R}, against what R answers there. */
class CoxRegressionTest {
    private static final LocalDate DAY_0 = LocalDate.of(2005, 1, 1);
    private static final double TOLERANCE = 1e-7;

    private static final String PLAN = """
            {'name': 'p', 'title': 'P', 'partialDates': 'NEEDS_DAY',
             'moments': [
               {'name': 'op', 'events': ['ResectionPerformed']},
               {'name': 'path', 'events': ['PathologyReported']},
               {'name': 'death', 'events': ['DeathRecorded']},
               {'name': 'last', 'events': ['FollowUpRecorded'], 'nth': -1}],
             'groups': {'kind': 'everyone', 'label': 'all'},
             'analyses': [{'kind': 'coxRegression', 'name': 'm', 'title': 'M', 'from': 'op', 'endpoint': 'death',
               'censored': 'last', %s}]}""";

    private static final String AGE = "{'kind': 'number', 'name': 'age', 'of': {'kind': 'age'}}";
    private static final String SEX = "{'kind': 'sex', 'name': 'sex'}";
    private static final String MARGIN = "{'kind': 'field', 'name': 'margin', 'moment': 'op', 'field': 'margin'%s}";
    private static final String SIZE =
            "{'kind': 'number', 'name': 'size', 'of': {'kind': 'field', 'moment': 'path', 'field': 'sizeMm'}, 'per': 10}";

    private static ClinicalDate day(int day) {
        return ClinicalDate.day(DAY_0.plusDays(day));
    }

    private static ClinicalEvent[] facts(ResectionMargin margin, BigDecimal sizeMm, int days, boolean died) {
        return new ClinicalEvent[] {
            new ResectionPerformed(day(0), "x", List.of(), margin, null, SurgicalIntent.NOT_STATED, null),
            new PathologyReported(day(0), Specimen.RESECTION, null, null, Map.of(), null, sizeMm, null, null),
            died
                    ? new DeathRecorded(day(days), CauseOfDeath.DISEASE, null)
                    : new FollowUpRecorded(day(days), DiseaseStatus.ALIVE, null)
        };
    }

    /** Sixty rows: center, sex, age, margin, size in mm, days, died. */
    private static Patients rows() throws IOException {
        var patients = new Patients();
        try (InputStream in = CoxRegressionTest.class.getResourceAsStream("/cox/rows.csv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line -> {
                        String[] row = line.split(",", -1);
                        patients.enrolled(
                                row[0],
                                Sex.valueOf(row[1]),
                                Integer.valueOf(row[2]),
                                facts(
                                        ResectionMargin.valueOf(row[3]),
                                        new BigDecimal(row[4]),
                                        Integer.parseInt(row[5]),
                                        row[6].equals("1")));
                    });
        }
        return patients;
    }

    private static void assertLine(
            CoxResult.Coefficient line, String name, double hr, double low, double high, double p) {
        assertThat(line.name()).isEqualTo(name);
        assertThat(line.hazardRatio()).isCloseTo(hr, within(TOLERANCE * hr));
        assertThat(line.limits().lower()).isCloseTo(low, within(TOLERANCE * low));
        assertThat(line.limits().upper()).isCloseTo(high, within(TOLERANCE * high));
        assertThat(line.pValue()).isCloseTo(p, within(TOLERANCE));
    }

    @Test
    void numbersAndLevelsAgainstTheirReferenceAreAsInR() throws IOException {
        String covariates =
                "'covariates': [" + AGE + ", " + MARGIN.formatted(", 'reference': 'R1'") + ", " + SIZE + "]";
        CoxResult result = rows().only(PLAN.formatted(covariates));

        assertLine(
                result.coefficients().get(0),
                "age",
                1.02097078281263,
                0.998973118261403,
                1.04345284202560,
                0.0618298533129495);
        assertLine(
                result.coefficients().get(1),
                "margin R0",
                1.16451247515874,
                0.573472208134278,
                2.36469925754940,
                0.6734532530655521);
        assertLine(
                result.coefficients().get(2),
                "margin R2",
                2.62719582768277,
                1.036240739546692,
                6.66076680213628,
                0.0418545074839181);
        assertLine(
                result.coefficients().get(3),
                "size",
                1.02407204562087,
                0.934100180518750,
                1.12270993678614,
                0.6121663618554253);
        assertThat(result.coefficients())
                .extracting(CoxResult.Coefficient::reference)
                .containsExactly(null, "R1", "R1", null);
        assertThat(result.tests().getFirst().pValue()).isCloseTo(0.156922691736288, within(TOLERANCE));
        assertThat(result.proportionality())
                .extracting(line -> line.name() + " " + line.degreesOfFreedom())
                .containsExactly("age 1", "margin 2", "size 1", "GLOBAL 4");
        assertThat(result.proportionality().get(1).pValue()).isCloseTo(0.509097989005836, within(TOLERANCE));
        assertThat(result.proportionality().getLast().pValue()).isCloseTo(0.598287808710997, within(TOLERANCE));
    }

    @Test
    void interactionsStrataAndRobustErrorsAreAsInR() throws IOException {
        CoxResult result = rows().only(PLAN.formatted(
                "'covariates': [" + AGE + ", " + SEX + "], 'interactions': [['age', 'sex']], 'strata': ["
                        + MARGIN.formatted("") + "], 'clusters': 'CENTER'"));

        assertLine(
                result.coefficients().get(0),
                "age",
                1.025404840239968,
                1.004232915846275,
                1.04702312560775,
                0.0184344621745749);
        assertLine(
                result.coefficients().get(1),
                "sex MALE",
                1.241040121216526,
                0.119536547742268,
                12.88459982791118,
                0.8564685782795081);
        assertLine(
                result.coefficients().get(2),
                "age × sex MALE",
                0.996076528940726,
                0.953162517494477,
                1.04092264781316,
                0.8611113951928708);
        assertThat(result.tests()).extracting(it -> it.name()).contains("ROBUST_SCORE");
        assertThat(result.proportionality().getLast().pValue()).isCloseTo(0.0946863224003883, within(TOLERANCE));
    }

    @Test
    void whoHasNoValueIsLeftOutByItsName() throws IOException {
        Patients patients = rows().enrolled("A", Sex.FEMALE, null, facts(ResectionMargin.R0, null, 100, true));
        CoxResult result = patients.only(PLAN.formatted("'covariates': [" + AGE + ", " + SIZE + "]"));

        assertThat(result.patients()).isEqualTo(Count.of(60));
        assertThat(result.leftOut())
                .singleElement()
                .satisfies(left -> assertThat(left.reason()).isEqualTo("NO_VALUE_OF_age"));
    }

    @Test
    void warnsOfACovariateThatIsKnownOnlyLater() throws IOException {
        String died = "{'kind': 'condition', 'name': 'dead', 'when': {'kind': 'happened', 'moment': 'death'}}";
        CoxResult result = rows().only(PLAN.formatted("'covariates': [" + died + "]"));

        assertThat(result.warnings()).extracting(Notice::name).contains("COVARIATE_KNOWN_LATER", "SEPARATION");
        assertThat(result.coefficients().getFirst().hazardRatio()).isNull();
        assertThat(result.section().rows().getFirst()).contains("none that is finite");
    }

    @Test
    void aReferenceThatNobodyHasIsRefused() throws IOException {
        AnalysisResult result =
                rows().only(PLAN.formatted("'covariates': [" + MARGIN.formatted(", 'reference': 'INCOMPLETE'") + "]"));

        assertThat(((Refused) result).refusal().sentence()).contains("INCOMPLETE", "R0, R1, R2");
    }

    @Test
    void noLevelOfAFewIsToldOfInAggregates() throws IOException {
        String margins = PLAN.formatted("'covariates': [" + MARGIN.formatted("") + "]");
        CoxResult exact = rows().only(margins);

        assertThat(exact.levels()).extracting(CoxResult.Level::level).containsExactly("R0", "R1", "R2");
        boolean few = exact.levels().stream()
                .anyMatch(it -> it.patients().patients() < 5
                        || it.patients().patients() - it.events().patients() < 5);
        assertThat(exact.disclosed() instanceof Refused).isEqualTo(few);
        assertThat(((CoxResult) rows().only(PLAN.formatted("'covariates': [" + AGE + "]"))).disclosed())
                .isInstanceOf(CoxResult.class);
    }
}
