package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.accrual.log.format.LogPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The README's first steps, and what a restart must not change about them. */
class FirstStepsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String COORDINATOR = "coordinator.tutorial.c1";

    @TempDir
    Path data;

    @Test
    void leaveAPatientWhomARestartAndTheLossOfTheViewsDoNotChange() throws Exception {
        Entry entry;
        JsonNode before;
        try (RunningStandalone accrual = new RunningStandalone(data)) {
            entry = firstSteps(accrual);
            before = patient(accrual, entry);
            assertThat(before.toString()).contains("ImatinibStarted").contains("400");
            assertThat(accrual.read("coordinator.tutorial.c2", path(entry)).statusCode())
                    .as("another center's patient")
                    .isEqualTo(403);
        }
        try (RunningStandalone accrual = new RunningStandalone(data)) {
            assertThat(patient(accrual, entry)).isEqualTo(before);
        }
        FileSystemUtils.deleteRecursively(data.resolve("views"));
        try (RunningStandalone accrual = new RunningStandalone(data)) {
            assertThat(patient(accrual, entry)).isEqualTo(before);
        }
    }

    /** @param position after the study's, the center's and the patient's last event */
    private record Entry(String patient, LogPosition position) {}

    private static Entry firstSteps(RunningStandalone accrual) throws Exception {
        JsonNode opened = accepted(accrual.command("administrator", "OpenStudy", """
                {"study":"tutorial", "title":"First steps", "origin":"SYNTHETIC"}"""));
        accepted(accrual.command("administrator", "ActivateCenter", """
                {"study":"tutorial", "center":"c1", "name":"Our hospital", "country":"DE"}"""));
        JsonNode enrolled = accepted(accrual.command(COORDINATOR, "EnrollPatient", """
                {"study":"tutorial", "center":"c1", "subjectNumber":"001", "sex":"FEMALE", "birthYear":1951,
                 "consentBasis":"SYNTHETIC_DATA"}"""));
        String patient = enrolled.required("patient").stringValue();
        JsonNode started = accepted(accrual.command(COORDINATOR, "StartImatinib", """
                {"study":"tutorial", "center":"c1", "patient":"%s", "date":"2003-04", "doseMgPerDay":400, "line":1}""".formatted(patient)));
        refused(accrual.command(COORDINATOR, "PerformResection", """
                {"study":"tutorial", "center":"c1", "patient":"%s", "date":"2005-02-11", "procedure":"hepatectomy",
                 "targets":["LIVER"], "margin":"R0", "residualMm":4, "intent":"METASTASECTOMY"}""".formatted(patient)));
        return new Entry(patient, position(opened).max(position(started)));
    }

    private static LogPosition position(JsonNode answer) {
        return LogPosition.parse(answer.required("position").stringValue());
    }

    private static JsonNode accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    private static JsonNode patient(RunningStandalone accrual, Entry entry) throws IOException, InterruptedException {
        HttpResponse<String> answer = accrual.read(COORDINATOR, path(entry) + "?after=" + entry.position());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String path(Entry entry) {
        return "/api/studies/tutorial/centers/c1/patients/" + entry.patient();
    }
}
