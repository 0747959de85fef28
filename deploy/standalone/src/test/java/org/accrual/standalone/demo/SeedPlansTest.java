package org.accrual.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.accrual.query.analysis.ComparisonResult;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.survival.SurvivalResult;
import org.accrual.study.words.PatientId;
import org.junit.jupiter.api.Test;

/** The built-in plans on the scripts' patients, against what the event lists' authors say who belongs where. */
class SeedPlansTest {
    @Test
    void the004CohortIsTheExpectedOnePatientByPatientWithItsReasons() throws IOException {
        var patients = new ScriptedPatients("seed-004");
        Map<String, String> assigned = assigned(patients, patients.compare("surgery-while-responding"));

        var expected = new TreeMap<String, String>();
        for (List<String> row : csv("seed004_expected_cohort.csv"))
            expected.put(row.get(1), row.get(3).equals("EXCLUDED") ? row.get(5) : row.get(3));
        assertThat(expected).hasSize(44);
        assertThat(assigned).isEqualTo(expected);
    }

    @Test
    void the003GroupsAreTheExpectedOnesPatientByPatient() throws IOException {
        var patients = new ScriptedPatients("seed-003");
        Map<String, String> assigned = assigned(patients, patients.compare("surgery-by-growing-lesions"));

        var expected = new TreeMap<String, String>();
        for (List<String> row : csv("seed003_expected_cohort.csv")) expected.put(row.get(1), row.get(3));
        assertThat(expected).hasSize(40);
        assertThat(assigned).isEqualTo(expected);
    }

    /** R 4.2.2, survival 3.5.3: coxph(Surv(months, event) ~ group), coxph on (start, stop] and its score test. */
    @Test
    void the004GuardShowsTheNaiveAndTheTimeDependentEstimateThatRGives() {
        ComparisonResult result = new ScriptedPatients("seed-004").compare("surgery-while-responding");
        var progressionFree = (SurvivalResult) result.analyses().stream()
                .filter(analysis -> analysis.name().equals("progressionFree"))
                .findFirst()
                .orElseThrow();

        assertThat(progressionFree.guard().naive().value()).isCloseTo(0.447791580141129, within(1e-6));
        assertThat(progressionFree.guard().timeDependent().value()).isCloseTo(0.451561950325916, within(1e-6));
        assertThat(progressionFree.guard().mantelByar().pValue()).isCloseTo(0.0919513010252345, within(1e-9));
        assertThat(progressionFree.warnings()).extracting(Notice::name).contains("IMMORTAL_TIME");
    }

    private static Map<String, String> assigned(ScriptedPatients patients, ComparisonResult result) {
        var byId = new HashMap<PatientId, String>();
        result.groups().forEach(group -> group.ids().forEach(id -> byId.put(id, group.label())));
        result.excluded().forEach(excluded -> excluded.ids().forEach(id -> byId.put(id, excluded.reason())));
        var byLabel = new TreeMap<String, String>();
        patients.byLabel.keySet().forEach(label -> byLabel.put(label, byId.get(patients.id(label))));
        return byLabel;
    }

    private static List<List<String>> csv(String name) throws IOException {
        try (InputStream in = SeedPlansTest.class.getResourceAsStream("/demo/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> List.of(line.replace("\"", "").split(",", -1)))
                    .toList();
        }
    }
}
