package org.accrual.tools.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.accrual.log.audit.CheckpointVerifier;
import org.accrual.log.audit.KeyAudit;
import org.accrual.log.audit.VerificationReport;
import org.accrual.log.clients.TopicReader;
import org.accrual.log.format.LogPosition;
import org.accrual.standalone.RunningStandalone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole Accrual, backed up while it runs, and another that goes on from the backup. */
class RestoredAccrualTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String COORDINATOR = "coordinator.tutorial.c1";

    @TempDir
    Path folder;

    @Test
    void hasTheSamePatientAtTheSamePositionAndGoesOn() throws Exception {
        Path old = folder.resolve("old");
        Path file = folder.resolve("backup");
        String patient;
        String position;
        JsonNode before;
        try (RunningStandalone accrual = new RunningStandalone(old)) {
            String opened = position(aStudy(accrual));
            patient = aPatient(accrual);
            position = LogPosition.parse(record(accrual, patient, "2004"))
                    .max(LogPosition.parse(opened))
                    .toString();
            before = read(accrual, patient, position);
            try (OpenLog log = OpenLog.open(new Source(old, null, null));
                    TopicReader reader = new TopicReader(log.clientProperties())) {
                assertThat(Backup.backup(reader, file, Instant.now().truncatedTo(ChronoUnit.MICROS))
                                .counts())
                        .isEqualTo("2 chains, 4 records, 0 void, 1 keys, 0 erased");
                assertWhole(reader, old, "2 chains, 4 records, 0 void, 0 broken");
            }
            record(accrual, patient, "2005");
        }

        Path anew = folder.resolve("new");
        Files.createDirectories(anew.resolve("keys"));
        for (String name : List.of("keys/master.key", "keys/checkpoint.key", "keys/checkpoint.pub", "people.json")) {
            Files.copy(old.resolve(name), anew.resolve(name));
        }
        Restore.Restored restored = Restore.intoDirectory(new Source(anew, null, null), file);
        assertThat(restored.counts()).startsWith("2 chains, 4 records, 0 void, 1 keys, 0 erased");
        try (RunningStandalone accrual = new RunningStandalone(anew)) {
            assertThat(read(accrual, patient, position)).isEqualTo(before);
            record(accrual, patient, "2006");
        }
        try (OpenLog log = OpenLog.open(new Source(anew, null, null));
                TopicReader reader = new TopicReader(log.clientProperties())) {
            assertWhole(reader, anew, "2 chains, 5 records, 0 void, 0 broken");
        }
    }

    /** Each record is signed by the service, and the whole by checkpoints. */
    private static void assertWhole(TopicReader reader, Path data, String summary) throws Exception {
        CheckpointVerifier key = CheckpointVerifier.fromFile(Verify.publicKey(data));
        VerificationReport report = Verify.verify(reader, key, List.of(), new KeyAudit());
        assertThat(report.breaks()).isEmpty();
        assertThat(report.summary()).isEqualTo(summary);
    }

    private static JsonNode aStudy(RunningStandalone accrual) throws Exception {
        return accepted(accrual.command("administrator", "OpenStudy", """
                {"study":"tutorial", "title":"First steps", "origin":"SYNTHETIC"}"""));
    }

    private static String aPatient(RunningStandalone accrual) throws Exception {
        accepted(accrual.command("administrator", "ActivateCenter", """
                {"study":"tutorial", "center":"c1", "name":"Our hospital", "country":"DE"}"""));
        return accepted(accrual.command(COORDINATOR, "EnrollPatient", """
                {"study":"tutorial", "center":"c1", "subjectNumber":"001", "sex":"FEMALE", "birthYear":1951,
                 "consentBasis":"SYNTHETIC_DATA"}"""))
                .required("patient")
                .stringValue();
    }

    private static String record(RunningStandalone accrual, String patient, String year) throws Exception {
        return position(accepted(accrual.command(COORDINATOR, "RecordFollowUp", """
                {"study":"tutorial", "center":"c1", "patient":"%s", "date":"%s", "status":"NED"}""".formatted(patient, year))));
    }

    private static String position(JsonNode answer) {
        return answer.required("position").stringValue();
    }

    private static JsonNode read(RunningStandalone accrual, String patient, String position) throws Exception {
        HttpResponse<String> answer = accrual.read(
                COORDINATOR, "/api/studies/tutorial/centers/c1/patients/" + patient + "?after=" + position);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }
}
