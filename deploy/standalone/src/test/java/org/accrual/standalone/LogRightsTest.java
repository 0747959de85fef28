package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.broker.Guard;
import org.accrual.log.clients.KafkaClients;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real broker that is guarded as standalone's is, and begun before there were guards. */
class LogRightsTest {
    private static final Duration MOMENT = Duration.ofSeconds(5);

    @TempDir
    static Path folder;

    private static Guard guard;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void begin() throws Exception {
        try (EmbeddedBroker open = EmbeddedBroker.start(folder, 0)) {
            Map<String, Object> anybody = KafkaClients.connection(open.bootstrapServers(), Map.of());
            try (Admin admin = KafkaClients.admin(anybody, MOMENT, Map.of())) {
                for (LogTopics topic : LogTopics.values())
                    admin.createTopics(List.of(topic.create(1, 1))).all().get();
            }
            write(anybody, LogTopics.STUDY_EVENTS);
        }
        // A right that somebody gave himself once.
        Guard before = new Guard(List.of(new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, LogTopics.STUDY_EVENTS.topicName(), PatternType.LITERAL),
                new AccessControlEntry("User:" + LogRights.QUERY, "*", AclOperation.ALL, AclPermissionType.ALLOW))));
        EmbeddedBroker.startGuarded(folder, 0, before, Map.of()).close();
        guard = LogRights.guard();
        broker = EmbeddedBroker.startGuarded(folder, 0, guard, Map.of());
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {LogRights.COMMAND, LogRights.QUERY, LogRights.OPERATOR})
    void readsWhatWasWrittenBeforeThereWereGuards(String who) {
        try (TopicReader reader = new TopicReader(as(who))) {
            assertThat(reader.read(LogTopics.STUDY_EVENTS.topicName(), _ -> {}).get(0))
                    .isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsTheCommandServiceWrite(LogTopics topic) {
        assertThatCode(() -> write(as(LogRights.COMMAND), topic)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "query,STUDY_EVENTS",
        "query,PATIENT_KEYS",
        "query,CHECKPOINTS",
        "operator,STUDY_EVENTS",
        "operator,PATIENT_KEYS",
        "operator,CHECKPOINTS"
    })
    void letsNobodyElseWrite(String who, LogTopics topic) {
        assertThatThrownBy(() -> write(as(who), topic)).isInstanceOf(AuthorizationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {LogRights.COMMAND, LogRights.QUERY, LogRights.OPERATOR})
    void letsNobodyDelete(String who) throws Exception {
        try (Admin admin = KafkaClients.admin(as(who), MOMENT, Map.of())) {
            assertThatThrownBy(() -> admin.deleteTopics(List.of(LogTopics.STUDY_EVENTS.topicName()))
                            .all()
                            .get())
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void letsOnlyTheViewsIntoTheirGroups() {
        assertThatCode(() -> poll(LogRights.QUERY, "accrual-views.x")).doesNotThrowAnyException();
        assertThatCode(() -> poll(LogRights.OPERATOR, "somebody")).doesNotThrowAnyException();
        assertThatThrownBy(() -> poll(LogRights.OPERATOR, "accrual-views.x"))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> poll(LogRights.QUERY, "somebody")).isInstanceOf(AuthorizationException.class);
    }

    @Test
    void letsNobodyInWithAnotherPassword() {
        Map<String, Object> guessed = KafkaClients.connection(
                broker.bootstrapServers(), LogRights.guard().client(LogRights.COMMAND));
        assertThatThrownBy(() -> write(guessed, LogTopics.STUDY_EVENTS))
                .isInstanceOf(SaslAuthenticationException.class);
    }

    private static Map<String, Object> as(String who) {
        return KafkaClients.connection(broker.bootstrapServers(), guard.client(who));
    }

    private static void poll(String who, String group) {
        try (var reader = KafkaClients.reader(as(who), MOMENT, Map.of("group.id", group))) {
            reader.subscribe(List.of(LogTopics.STUDY_EVENTS.topicName()));
            reader.poll(MOMENT.dividedBy(2));
        } catch (org.apache.kafka.clients.consumer.NoOffsetForPartitionException e) {
            // Let in: where to begin is not said.
        }
    }

    private static void write(Map<String, Object> client, LogTopics topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> writer =
                KafkaClients.writer(client, MOMENT.dividedBy(2), MOMENT, MOMENT, Map.of("enable.idempotence", false))) {
            writer.send(new ProducerRecord<>(topic.topicName(), 0, new byte[1], new byte[1]))
                    .get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
