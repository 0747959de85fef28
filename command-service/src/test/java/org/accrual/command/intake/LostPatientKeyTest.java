package org.accrual.command.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.accrual.command.eventstore.TestBroker;
import org.accrual.command.intake.RunningService.Reply;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A patient whose key someone has spoilt: everybody is told, nothing is written, and nothing is made anew. */
class LostPatientKeyTest {
    private static final String STUDY = "lost-" + UUID.randomUUID().toString().substring(0, 8);
    private static final String ADMINISTRATOR = "ADMINISTRATOR~" + STUDY;
    /** Who runs the platform, rather than one study, is told what troubles it. */
    private static final String OPERATOR = "ADMINISTRATOR~everywhere";

    private static final String COORDINATOR = "COORDINATOR~" + STUDY + "/c1";

    @Test
    void isAnAlarmAndNeverAnEmptyPatient() throws IOException {
        try (RunningService service = RunningService.start(RunningService.masterKeyFile())) {
            String patient = aPatient(service);
            ConsumerRecord<byte[], byte[]> key = lastOf(LogTopics.PATIENT_KEYS);
            put(key.key(), "garbled".getBytes(StandardCharsets.US_ASCII));

            await().until(() -> followUp(service, patient).status() != 201);
            Reply reply = followUp(service, patient);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.json().path("type").asString()).isEqualTo("urn:accrual:problem:patient-key-unreadable");
            assertThat(reply.json().path("detail").asString()).contains(new String(key.key(), StandardCharsets.UTF_8));
            assertThat(reply.headers().firstValue("Retry-After")).isPresent();
            assertThat(health(service).text()).contains("patientKeys", "it is no wrapped key");
            assertThat(metrics(service)).containsPattern("accrual_eventstore_key_alarms_total [1-9]");
            assertThat(lastOf(LogTopics.PATIENT_KEYS).value()).asString().isEqualTo("garbled");

            put(key.key(), key.value());
            await().untilAsserted(() ->
                    assertThat(followUp(service, patient).status()).isEqualTo(201));
            assertThat(health(service).status()).isEqualTo(200);
        }
    }

    private static String aPatient(RunningService service) {
        await().until(() ->
                service.send(ADMINISTRATOR, "OpenStudy", body("'title':'A study','origin':'PUBLISHED_CASE'"))
                                .status()
                        == 201);
        service.send(ADMINISTRATOR, "ActivateCenter", body("'center':'c1','name':'First','country':'JP'"));
        Reply enrolled = service.send(
                COORDINATOR,
                "EnrollPatient",
                body("'center':'c1','subjectNumber':'001','sex':'MALE','birthYear':1962,"
                        + "'consentBasis':'SYNTHETIC_DATA'"));
        assertThat(enrolled.text()).contains("patient");
        return enrolled.json().path("patient").asString();
    }

    private static Reply followUp(RunningService service, String patient) {
        return service.send(
                COORDINATOR,
                "RecordFollowUp",
                body("'center':'c1','patient':'" + patient + "','date':'2004','status':'NED'"));
    }

    private static Reply health(RunningService service) {
        return service.send(service.at("/actuator/health").header("Authorization", "Bearer " + OPERATOR));
    }

    private static String metrics(RunningService service) {
        return service.send(service.at("/actuator/prometheus").header("Authorization", "Bearer " + OPERATOR))
                .text();
    }

    private static String body(String fields) {
        return ("{'study':'" + STUDY + "'," + fields + "}").replace('\'', '"');
    }

    private static ConsumerRecord<byte[], byte[]> lastOf(LogTopics topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader = new TopicReader(TestBroker.clientProperties())) {
            reader.read(topic.topicName(), records::add);
        }
        return records.getLast();
    }

    private static void put(byte[] key, byte[] value) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                TestBroker.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(LogTopics.PATIENT_KEYS.topicName(), 0, key, value));
        }
    }
}
