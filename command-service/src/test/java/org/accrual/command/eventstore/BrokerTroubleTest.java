package org.accrual.command.eventstore;

import static org.accrual.command.eventstore.Instance.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.command.eventstore.Instance.Subject;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.format.ChainKey;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What goes wrong at the broker, said in a sentence, and got over without anyone's help where that can be. */
@Execution(ExecutionMode.CONCURRENT)
class BrokerTroubleTest {
    private static final Duration RECOVERY = Duration.ofSeconds(40);

    private static final WriterLimits IMPATIENT = new WriterLimits(
            WriterLimits.STANDARD.inFlightPerChain(),
            WriterLimits.STANDARD.openPerChain(),
            Duration.ofSeconds(3),
            WriterLimits.STANDARD.firstResend(),
            WriterLimits.STANDARD.longestResend(),
            WriterLimits.STANDARD.recordBytesMax(),
            WriterLimits.STANDARD.contended(),
            WriterLimits.STANDARD.yield());

    /** Not one that the test deletes: a broker that loses its directory ends the whole process. */
    private final Path directory = TestBroker.directory();

    private final Subject subject = new Subject(new ChainKey("trouble/c1"), newId());
    private EmbeddedBroker broker;
    private Instance instance;
    private Instance another;
    private TestCluster cluster;

    @AfterEach
    void close() {
        if (instance != null) instance.close();
        if (another != null) another.close();
        if (cluster != null) cluster.close();
        if (broker != null) broker.close();
    }

    @Test
    void waitsForABrokerThatIsDownAtTheStart() throws IOException {
        int port = TestCluster.freePort();
        instance = new Instance(Map.of("bootstrap.servers", "127.0.0.1:" + port));
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(whyNot()).contains("Kafka does not answer at 127.0.0.1"));
        assertThatThrownBy(() -> instance.enroll(subject, "P1")).isInstanceOf(StoreUnavailable.class);

        broker = EmbeddedBroker.start(directory, port);
        instance.ready();
        assertThat(instance.enroll(subject, "P1")).isPresent();
    }

    @Test
    void startsEvenIfNobodyKnowsTheBrokersName() {
        instance = new Instance(Map.of("bootstrap.servers", "no-such-host.invalid:9092"));
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(whyNot()).contains("No resolvable bootstrap urls"));
        assertThatThrownBy(() -> instance.enroll(subject, "P1")).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void answersWhoeverWaitsForTheLogWhenItIsStopped() {
        startAll(Map.of());
        instance.enroll(subject, "P1");
        broker.close();
        CompletableFuture<?> command = CompletableFuture.supplyAsync(() -> instance.transfer(subject, "Kyoto"));
        await().until(() -> instance.store.inFlight() == 1);

        instance.close();
        assertThat(command)
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .withCauseInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void recordsACommandOnceAcrossAnOutageOfTheBroker() {
        broker = EmbeddedBroker.start(directory, 0);
        instance = new Instance(new StoreSettings(clientProperties(), 4, 1), IMPATIENT).ready();
        instance.enroll(subject, "P1");
        broker.close();
        String commandId = newId();
        assertThatThrownBy(() -> instance.transfer(subject, "Kyoto", commandId)).isInstanceOf(OutcomeUnknown.class);
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(whyNot()).contains("Kafka does not answer"));

        broker = EmbeddedBroker.start(directory, broker.port());
        instance.ready();
        assertThat(instance.transfer(subject, "Kyoto", commandId)).isPresent();
        assertThat(instance.transfer(subject, "Osaka")).isPresent();
        assertThat(instance.story(subject)).containsExactly("P1", "Kyoto", "Osaka");
    }

    @Test
    void readsALogAnewThatHasLostItsEnd() throws Exception {
        startAll(Map.of());
        instance.enroll(subject, "P1");
        instance.transfer(subject, "Kyoto");
        broker.close();
        cutLastRecord();

        broker = EmbeddedBroker.start(directory, broker.port());
        await().atMost(RECOVERY)
                .until(() -> instance.store.counters().truncations.sum() == 1);
        instance.ready();
        assertThat(instance.story(subject)).containsExactly("P1");
        assertThat(instance.transfer(subject, "Kyoto")).isPresent();
        assertThat(instance.story(subject)).containsExactly("P1", "Kyoto");
    }

    @Test
    void saysThatAnotherClusterAnswers() {
        startAll(Map.of());
        instance.enroll(subject, "P1");
        broker.close();

        broker = EmbeddedBroker.start(TestBroker.directory(), broker.port());
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(whyNot()).contains("another Kafka cluster answers"));
        assertThatThrownBy(() -> instance.transfer(subject, "Kyoto")).isInstanceOf(StoreUnavailable.class);
        broker.close();

        // Back again, but what has been read meanwhile may be of the other.
        broker = EmbeddedBroker.start(directory, broker.port());
        await().during(Duration.ofSeconds(5))
                .atMost(RECOVERY)
                .until(() -> whyNot().contains("another Kafka cluster answers"));
    }

    @Test
    void namesEachRightThatItLacksAndGoesOnOnceItHasIt() throws Exception {
        startAll(Map.of(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found", "true"));
        instance.enroll(subject, "P1");
        try (Admin admin = admin()) {
            deny(admin, AclOperation.WRITE, LogTopics.PATIENT_KEYS);
            deny(admin, AclOperation.WRITE, LogTopics.CHECKPOINTS);
            await().atMost(RECOVERY).untilAsserted(() -> {
                assertThat(whyNot())
                        .isEqualTo("this service is not authorized in Kafka to WRITE the topic patient-keys");
                assertThat(instance.store.readiness().whyNotSigning())
                        .contains("this service is not authorized in Kafka to WRITE the topic log-checkpoints");
            });
            assertThat(instance.transfer(subject, "Kyoto")).isPresent();
            assertThatThrownBy(() -> instance.enroll(new Subject(subject.chain(), newId()), "P2"))
                    .isInstanceOf(StoreUnavailable.class);

            deny(admin, AclOperation.READ, LogTopics.STUDY_EVENTS);
            deny(admin, AclOperation.WRITE, LogTopics.STUDY_EVENTS);
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertThat(whyNot())
                            .contains("to READ the topic study-events")
                            .contains("to WRITE the topic study-events"));
            assertThatThrownBy(() -> instance.transfer(subject, "Osaka")).isInstanceOf(StoreUnavailable.class);

            admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
        }
        instance.ready();
        assertThat(instance.transfer(subject, "Osaka")).isPresent();
        assertThat(instance.store.readiness().whyNotSigning()).isEmpty();
    }

    /** The broker and this test are the same user to it, so they take what they need, too. */
    @Test
    void needsNoOtherRightsThanTheReadmeNames() throws Exception {
        startAll(Map.of(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found", "true"));
        instance.enroll(subject, "P1");
        ResourcePattern cluster = new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL);
        AclBinding mayDescribe = new AclBinding(cluster, entry(AclOperation.DESCRIBE, AclPermissionType.ALLOW));
        // Who may alter may describe.
        AclBinding mayAlter = new AclBinding(cluster, entry(AclOperation.ALTER, AclPermissionType.ALLOW));
        try (Admin admin = admin()) {
            List<AclBinding> rights = new ArrayList<>(List.of(
                    mayDescribe,
                    mayAlter,
                    new AclBinding(cluster, entry(AclOperation.CLUSTER_ACTION, AclPermissionType.ALLOW))));
            for (LogTopics topic : LogTopics.values()) {
                ResourcePattern pattern =
                        new ResourcePattern(ResourceType.TOPIC, topic.topicName(), PatternType.LITERAL);
                for (AclOperation needed :
                        List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS))
                    rights.add(new AclBinding(pattern, entry(needed, AclPermissionType.ALLOW)));
            }
            admin.createAcls(rights).all().get();
            another = new Instance(clientProperties()).ready();
            assertThat(another.transfer(subject, "Kyoto")).isPresent();
            assertThatThrownBy(() -> another.transfer(subject, "Kyoto")).hasMessage("was there before: Kyoto");

            admin.deleteAcls(List.of(mayDescribe.toFilter(), mayAlter.toFilter()))
                    .all()
                    .get();
            assertThatThrownBy(() -> another.transfer(subject, "Kyoto")).hasMessage("was there before: Kyoto");
        }
    }

    private static void deny(Admin admin, AclOperation operation, LogTopics topic) throws Exception {
        ResourcePattern pattern = new ResourcePattern(ResourceType.TOPIC, topic.topicName(), PatternType.LITERAL);
        admin.createAcls(List.of(
                        new AclBinding(pattern, entry(operation, AclPermissionType.DENY)),
                        new AclBinding(pattern, entry(AclOperation.ALL, AclPermissionType.ALLOW))))
                .all()
                .get();
    }

    private static AccessControlEntry entry(AclOperation operation, AclPermissionType permission) {
        return new AccessControlEntry("User:ANONYMOUS", "*", operation, permission);
    }

    @Test
    void namesEverySettingThatTheLogCantLiveWithAndGoesOnOnceTheyAreRight() throws Exception {
        Map<String, String> wrong = Map.of(
                "message.timestamp.after.max.ms", "3600000",
                "message.timestamp.before.max.ms", "3600000",
                "cleanup.policy", "compact",
                "retention.ms", "604800000",
                "retention.bytes", "1000000000",
                "message.timestamp.type", "LogAppendTime",
                "unclean.leader.election.enable", "true",
                "flush.messages", "1000",
                "max.message.bytes", "1000");
        broker = EmbeddedBroker.start(directory, 0);
        createEventsTopic(4, wrong);
        instance = new Instance(clientProperties());
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(wrong)
                        .allSatisfy((name, value) -> assertThat(whyNot())
                                .contains("the topic study-events has " + name + "=" + value + " and must have ")));

        alter(LogTopics.STUDY_EVENTS, LogTopics.STUDY_EVENTS.settings(1));
        instance.ready();
        assertThat(instance.enroll(subject, "P1")).isPresent();
    }

    @Test
    void takesATopicThatHasGoneForALossWhoeverIsStartedLater() throws Exception {
        startAll(Map.of());
        instance.enroll(subject, "P1");
        try (Admin admin = admin()) {
            delete(admin, LogTopics.PATIENT_KEYS);
            another = new Instance(clientProperties());
            for (Instance any : List.of(instance, another)) saysThatItIsGone(any, LogTopics.PATIENT_KEYS);

            delete(admin, LogTopics.STUDY_EVENTS);
            for (Instance any : List.of(instance, another)) saysThatItIsGone(any, LogTopics.STUDY_EVENTS);
            assertThatThrownBy(() -> instance.transfer(subject, "Kyoto")).isInstanceOf(StoreUnavailable.class);

            // As before a backup is restored.
            delete(admin, LogTopics.CHECKPOINTS);
            for (Instance any : List.of(instance, another)) saysThatItIsGone(any, LogTopics.CHECKPOINTS);
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    private static void delete(Admin admin, LogTopics topic) throws Exception {
        admin.deleteTopics(List.of(topic.topicName())).all().get();
    }

    private static void saysThatItIsGone(Instance any, LogTopics topic) {
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(any.store.readiness().whyNot().orElse("ready"))
                        .contains("the topic " + topic.topicName() + " is gone"));
    }

    /** What was read of the old one may look like a beginning of the new one, or not. */
    @Test
    void mixesNoTopicWithOneOfTheSameNameMadeInItsPlace() throws Exception {
        startAll(Map.of());
        instance.enroll(subject, "P1");
        try (Admin admin = admin()) {
            delete(admin, LogTopics.STUDY_EVENTS);
            admin.createTopics(List.of(LogTopics.STUDY_EVENTS.create(4, 1)))
                    .all()
                    .get();
        }
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(whyNot()).contains("deleted and made anew"));
        assertThatThrownBy(() -> instance.transfer(subject, "Kyoto")).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void takesNoLogForWholeThatIsBeingRestored() throws Exception {
        broker = EmbeddedBroker.start(directory, 0);
        create(new NewTopic(LogTopics.RESTORING, 1, (short) 1));
        instance = new Instance(clientProperties());
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(whyNot()).contains("a restore into this Kafka"));
        try (Admin admin = admin()) {
            assertThat(admin.listTopics().names().get()).containsExactly(LogTopics.RESTORING);
            admin.deleteTopics(List.of(LogTopics.RESTORING)).all().get();
        }
        instance.ready();
        assertThat(instance.enroll(subject, "P1")).isNotNull();
    }

    @Test
    void goesOnWhereTheMakingOfTheTopicsWasInterrupted() throws Exception {
        broker = EmbeddedBroker.start(directory, 0);
        create(LogTopics.STUDY_EVENTS.create(4, 1));
        instance = new Instance(clientProperties()).ready();
        assertThat(instance.enroll(subject, "P1")).isPresent();
    }

    @Test
    void makesNothingInAnotherClusterThanTheOneThatItIsTold() throws Exception {
        broker = EmbeddedBroker.start(directory, 0);
        instance =
                new Instance(new StoreSettings(clientProperties(), 4, 1, Optional.of("ours")), WriterLimits.STANDARD);
        await().atMost(RECOVERY)
                .untilAsserted(
                        () -> assertThat(whyNot()).contains("than the one that accrual.kafka.cluster-id names (ours)"));
        try (Admin admin = admin()) {
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    @Test
    void stopsWhenTheNumberOfPartitionsIsChangedUnderIt() throws Exception {
        startAll(Map.of());
        instance.enroll(subject, "P1");
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of(LogTopics.STUDY_EVENTS.topicName(), NewPartitions.increaseTo(5)))
                    .all()
                    .get();
        }
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(whyNot()).contains("has 5 partitions and must have 4"));
        assertThatThrownBy(() -> instance.transfer(subject, "Kyoto")).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void refusesATopicWithTooFewReplicasForACluster() throws Exception {
        broker = EmbeddedBroker.start(directory, 0);
        create(
                LogTopics.STUDY_EVENTS.create(4, 1),
                LogTopics.PATIENT_KEYS.create(4, 1),
                LogTopics.CHECKPOINTS.create(4, 1));
        instance = new Instance(new StoreSettings(clientProperties(), 4, 3), WriterLimits.STANDARD);
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(whyNot())
                        .contains("the topic study-events has 1 replicas and must have 3")
                        .contains("the topic patient-keys has 1 replicas and must have 3"));
    }

    @Test
    void namesPartitionsWithTooFewReplicasInSyncAndGoesOnOnceTheyAreEnough() throws Exception {
        broker = EmbeddedBroker.start(directory, 0);
        create(
                LogTopics.STUDY_EVENTS.create(4, 1),
                LogTopics.PATIENT_KEYS.create(4, 1),
                LogTopics.CHECKPOINTS.create(4, 1));
        for (LogTopics topic : LogTopics.values()) alter(topic, Map.of("min.insync.replicas", "2"));
        instance = new Instance(clientProperties());
        String few = " has partitions with fewer replicas in sync than the 2 that an append needs: ";
        await().atMost(RECOVERY).untilAsserted(() -> {
            assertThat(whyNot())
                    .contains("the topic study-events" + few + "0, 1, 2, 3")
                    .contains("the topic patient-keys" + few + "0");
            assertThat(instance.store.readiness().whyNotSigning()).contains("the topic log-checkpoints" + few + "0");
        });

        for (LogTopics topic : LogTopics.values()) alter(topic, Map.of("min.insync.replicas", "1"));
        instance.ready();
        assertThat(instance.enroll(subject, "P1")).isPresent();
    }

    /** The second of two nodes is a process that can be killed. The keys lie on both, the first partition there alone. */
    @Test
    void goesOnOnceAKilledBrokerIsBackAndSaysMeanwhileWhatIsMissing() throws Exception {
        cluster = new TestCluster(2);
        create(
                new NewTopic("study-events", Map.of(0, List.of(2), 1, List.of(1), 2, List.of(1), 3, List.of(1)))
                        .configs(LogTopics.STUDY_EVENTS.settings(1)),
                new NewTopic("patient-keys", Map.of(0, List.of(1, 2))).configs(LogTopics.PATIENT_KEYS.settings(1)),
                new NewTopic("log-checkpoints", Map.of(0, List.of(1))).configs(LogTopics.CHECKPOINTS.settings(1)));
        instance = new Instance(clientProperties());
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(whyNot())
                        .isEqualTo("the topic patient-keys has min.insync.replicas=1 and must have 2"));
        alter(LogTopics.PATIENT_KEYS, Map.of("min.insync.replicas", "2"));
        instance.ready();

        cluster.kill(2);
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(whyNot())
                        .isEqualTo("the topic study-events has partitions without a leader: 0; the topic patient-keys"
                                + " has partitions with fewer replicas in sync than the 2 that an append needs: 0"));

        cluster.start(2);
        instance.ready();
        assertThat(instance.enroll(subject, "P1")).isPresent();
    }

    @Test
    void refusesATopicWithAnotherNumberOfPartitions() throws Exception {
        broker = EmbeddedBroker.start(directory, 0);
        createEventsTopic(5, Map.of());
        instance = new Instance(clientProperties());
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(whyNot()).contains("has 5 partitions and must have 4"));
    }

    private void startAll(Map<String, String> brokerSettings) {
        broker = EmbeddedBroker.start(directory, 0, brokerSettings);
        instance = new Instance(clientProperties()).ready();
    }

    private String whyNot() {
        return instance.store.readiness().whyNot().orElse("ready");
    }

    private Map<String, Object> clientProperties() {
        return Map.of("bootstrap.servers", cluster == null ? broker.bootstrapServers() : cluster.bootstrapServers());
    }

    private Admin admin() {
        return Admin.create(clientProperties());
    }

    private void createEventsTopic(int partitions, Map<String, String> deviations) throws Exception {
        Map<String, String> settings = new HashMap<>(LogTopics.STUDY_EVENTS.settings(1));
        settings.putAll(deviations);
        create(new NewTopic(LogTopics.STUDY_EVENTS.topicName(), partitions, (short) 1).configs(settings));
    }

    private void create(NewTopic... topics) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(topics)).all().get();
        }
    }

    private void alter(LogTopics changed, Map<String, String> settings) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, changed.topicName());
        List<AlterConfigOp> changes = settings.entrySet().stream()
                .map(s -> new AlterConfigOp(new ConfigEntry(s.getKey(), s.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(topic, changes)).all().get();
        }
    }

    /** As a disk that lied about its last write: the broker finds half a record and cuts it off. */
    private void cutLastRecord() throws IOException {
        Files.deleteIfExists(directory.resolve(".kafka_cleanshutdown"));
        try (Stream<Path> partitions = Files.list(directory)) {
            for (Path partition : partitions
                    .filter(p -> p.getFileName().toString().startsWith("study-events-"))
                    .toList()) cut(partition.resolve("00000000000000000000.log"));
        }
    }

    private static void cut(Path segment) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            if (file.length() > 0) file.setLength(file.length() - 10);
        }
    }
}
