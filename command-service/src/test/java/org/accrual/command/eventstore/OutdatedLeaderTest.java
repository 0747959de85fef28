package org.accrual.command.eventstore;

import static org.accrual.command.eventstore.Instance.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accrual.command.eventstore.Instance.Subject;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.format.ChainKey;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A leader is frozen, the others go on without it and die, and it comes back alone: nobody tells it that it leads no
 * more. It can't append, but whoever asks it is told of an older log.
 */
@Execution(ExecutionMode.CONCURRENT)
class OutdatedLeaderTest {
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final int OUTDATED = 2;

    private final Subject known = new Subject(new ChainKey("outdated/c1"), newId());
    private final Subject unknown = new Subject(known.chain(), newId());
    private final TestCluster cluster = new TestCluster(3);
    private Instance witness;
    private Instance newcomer;

    @AfterEach
    void close() {
        if (witness != null) witness.close();
        if (newcomer != null) newcomer.close();
        cluster.close();
    }

    @Test
    void neitherMakesAnyoneForgetNorRefuse() throws Exception {
        create();
        witness = instance(cluster.bootstrapServers()).ready();
        witness.enroll(known, "P1");
        assertThat(leaders()).containsOnly(OUTDATED);

        cluster.freeze(OUTDATED);
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(leaders()).doesNotContain(OUTDATED));
        witness.ready();
        witness.enroll(unknown, "P2");
        cluster.kill(3);
        cluster.stopFirst();
        cluster.thaw(OUTDATED);

        newcomer = instance(cluster.address(OUTDATED)).ready();
        assertThat(newcomer.story(known)).containsExactly("P1");
        assertThat(newcomer.story(unknown)).isEmpty();
        assertThatThrownBy(() -> newcomer.transfer(unknown, "Kyoto")).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> witness.enroll(new Subject(known.chain(), newId()), "P2"))
                .isInstanceOf(StoreUnavailable.class);

        cluster.startFirst();
        cluster.start(3);
        for (Instance any : List.of(witness, newcomer)) {
            any.ready();
            await().atMost(RECOVERY).until(() -> any.story(unknown).equals(List.of("P2")));
            assertThat(any.store.counters().truncations.sum()).isZero();
        }
        assertThat(newcomer.transfer(unknown, "Kyoto")).isPresent();
        assertThatThrownBy(() -> witness.enroll(new Subject(known.chain(), newId()), "P2"))
                .hasMessage("P2 is taken");
    }

    private static Instance instance(String bootstrapServers) {
        return new Instance(
                new StoreSettings(Map.of("bootstrap.servers", bootstrapServers), 4, 3), WriterLimits.STANDARD);
    }

    private void create() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(
                            topic(LogTopics.STUDY_EVENTS, 4),
                            topic(LogTopics.PATIENT_KEYS, 1),
                            topic(LogTopics.CHECKPOINTS, 1)))
                    .all()
                    .get();
        }
    }

    private static NewTopic topic(LogTopics topic, int partitions) {
        List<Integer> firstLeads = List.of(OUTDATED, 3, 1);
        return new NewTopic(
                        topic.topicName(),
                        IntStream.range(0, partitions).boxed().collect(Collectors.toMap(p -> p, _ -> firstLeads)))
                .configs(topic.settings(3));
    }

    private List<Integer> leaders() throws Exception {
        String events = LogTopics.STUDY_EVENTS.topicName();
        try (Admin admin = admin()) {
            return admin.describeTopics(List.of(events)).allTopicNames().get().get(events).partitions().stream()
                    .map(partition -> partition.leader().id())
                    .toList();
        }
    }

    /** Soon asks another node if one does not answer. */
    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers(), "request.timeout.ms", 1_000));
    }
}
