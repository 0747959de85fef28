package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.accrual.log.audit.CheckpointVerifier;
import org.accrual.log.audit.VerifiedCheckpoint;
import org.accrual.log.format.LogPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(RunningStandalone.Extension.class)
class CheckpointOnDemandTest {
    private final RunningStandalone accrual;

    CheckpointOnDemandTest(RunningStandalone accrual) {
        this.accrual = accrual;
    }

    @Test
    void aMonitorHasTheLogSignedAsItIsNow() throws Exception {
        HttpResponse<String> opened = accrual.command("administrator", "OpenStudy", """
                {"study":"signed", "title":"Worth a checkpoint", "origin":"SYNTHETIC"}""");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        HttpResponse<String> answer = demand("monitor");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode signed = JsonMapper.shared().readTree(answer.body());
        assertThat(position(signed).covers(position(JsonMapper.shared().readTree(opened.body()))))
                .as(answer.body())
                .isTrue();
        assertThat(signed.required("chains").intValue()).isPositive();
    }

    @Test
    void aMonitorGetsACopyToKeep() throws Exception {
        HttpResponse<String> answer = accrual.send(accrual.request("/api/checkpoints")
                .header("Authorization", "Bearer " + accrual.token("monitor"))
                .header("Accept", "text/plain")
                .POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        Path keys = accrual.data().resolve("keys");
        VerifiedCheckpoint copy =
                VerifiedCheckpoint.parse(answer.body(), CheckpointVerifier.fromFile(keys.resolve("checkpoint.pub")));
        assertThat(copy.checkpoint().topic()).isEqualTo("study-events");
        assertThat(keys.resolve("checkpoint.last")).exists();
    }

    @Test
    void nobodyElseDoes() throws Exception {
        assertThat(demand("analyst").statusCode()).isEqualTo(403);
        assertThat(demand("coordinator.tutorial.c1").statusCode()).isEqualTo(403);
        assertThat(accrual.send(accrual.request("/api/checkpoints").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> demand(String user) throws Exception {
        return accrual.send(accrual.request("/api/checkpoints")
                .header("Authorization", "Bearer " + accrual.token(user))
                .POST(BodyPublishers.noBody()));
    }

    private static LogPosition position(JsonNode answer) {
        return LogPosition.parse(answer.required("position").stringValue());
    }
}
