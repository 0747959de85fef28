package org.accrual.command.eventstore.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accrual.kernel.log.LogTopics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics that this service writes, and checks that existing ones are what the log needs. Each trouble is a
 * sentence for whoever runs Kafka: what is wrong, and what it has to be.
 */
final class Topics implements AutoCloseable {
    private static final List<LogTopics> WRITTEN_HERE = List.of(LogTopics.values());
    private static final int REQUEST_TIMEOUT_MS = 3_000;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(6);

    /** Settings for which more is as good. */
    private static final Set<String> AT_LEAST = Set.of(
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            TopicConfig.DELETE_RETENTION_MS_CONFIG);

    /** Settings for which less is as good. */
    private static final Set<String> AT_MOST =
            Set.of(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG);

    private final StoreSettings settings;
    private final Admin admin;
    private String clusterId;

    Topics(StoreSettings settings) {
        this.settings = settings;
        Map<String, Object> p = new HashMap<>(settings.clientProperties());
        p.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        p.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        p.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        admin = Admin.create(p);
    }

    /** Creates what is missing and checks what is there. @return what keeps the store from working, if anything */
    Optional<String> prepare() throws InterruptedException {
        try {
            Optional<String> stranger = otherCluster();
            if (stranger.isPresent()) return stranger;
            createMissing();
            return check();
        } catch (ExecutionException e) {
            return Optional.of(sentence(e.getCause()));
        } catch (TimeoutException e) {
            return Optional.of(unreachable());
        }
    }

    /**
     * Looks again at what was prepared. It makes nothing: a topic that has gone is a loss, not a beginning.
     *
     * @param lastTrouble what is still so if Kafka does not answer now; {@link #ping} tells that
     * @return what keeps the store from working, if anything
     */
    Optional<String> check(Optional<String> lastTrouble) throws InterruptedException {
        try {
            Optional<String> stranger = otherCluster();
            return stranger.isPresent() ? stranger : check();
        } catch (ExecutionException e) {
            return e.getCause() instanceof RetriableException
                            && !(e.getCause() instanceof UnknownTopicOrPartitionException)
                    ? lastTrouble
                    : Optional.of(sentence(e.getCause()));
        } catch (TimeoutException e) {
            return lastTrouble;
        }
    }

    /** Whether every partition of the events has a leader that answers. @return if not, why */
    Optional<String> ping() throws InterruptedException {
        try {
            ends();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(sentence(e.getCause()));
        } catch (TimeoutException e) {
            return Optional.of(unreachable());
        }
    }

    private void ends() throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, settings.partitions())
                .mapToObj(p -> new TopicPartition(LogTopics.STUDY_EVENTS.topicName(), p))
                .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        await(admin.listOffsets(latest).all());
    }

    /** The next offset of a partition of the events, as its leader says: nothing acknowledged lies beyond it. */
    long end(int partition) throws ExecutionException, InterruptedException, TimeoutException {
        TopicPartition asked = new TopicPartition(LogTopics.STUDY_EVENTS.topicName(), partition);
        return await(admin.listOffsets(Map.of(asked, OffsetSpec.latest())).partitionResult(asked))
                .offset();
    }

    /** Whether another cluster answers than the one that this service began with; if none answers, it is not known. */
    boolean isElsewhere() throws InterruptedException {
        try {
            return otherCluster().isPresent();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private Optional<String> otherCluster() throws ExecutionException, InterruptedException, TimeoutException {
        String answering = await(admin.describeCluster().clusterId());
        if (clusterId == null) clusterId = answering;
        return clusterId.equals(answering)
                ? Optional.empty()
                : Optional.of("another Kafka cluster answers (" + answering + ") than the one this service began with ("
                        + clusterId + "); restart the service if that is meant");
    }

    private void createMissing() throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> existing = await(admin.listTopics().names());
        for (LogTopics topic : WRITTEN_HERE) {
            if (!existing.contains(topic.topicName())) create(topic);
        }
    }

    private void create(LogTopics topic) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            await(admin.createTopics(List.of(topic.create(settings.partitions(), settings.replicas())))
                    .all());
        } catch (ExecutionException e) {
            // Another instance was quicker; what it made is checked like any other.
            if (!(e.getCause() instanceof TopicExistsException)) throw e;
        }
    }

    private Optional<String> check() throws ExecutionException, InterruptedException, TimeoutException {
        List<String> names = WRITTEN_HERE.stream().map(LogTopics::topicName).toList();
        Map<String, TopicDescription> topics = await(admin.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> configs = await(admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all());
        List<String> troubles = new ArrayList<>();
        for (LogTopics topic : WRITTEN_HERE) {
            int replicas = leastReplicas(topics.get(topic.topicName()));
            checkLayout(topic, topics.get(topic.topicName()), replicas, troubles);
            Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()));
            checkSettings(topic, config, replicas, troubles);
        }
        return troubles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", troubles));
    }

    private static int leastReplicas(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(p -> p.replicas().size())
                .min()
                .orElse(0);
    }

    private void checkLayout(LogTopics topic, TopicDescription description, int replicas, List<String> troubles) {
        int partitions = topic == LogTopics.STUDY_EVENTS ? settings.partitions() : 1;
        if (description.partitions().size() != partitions) {
            troubles.add("the topic " + topic.topicName() + " has "
                    + description.partitions().size() + " partitions and must have " + partitions
                    + ": the count is fixed for ever, since it decides where a chain lies");
        }
        if (replicas < settings.replicas()) {
            troubles.add("the topic " + topic.topicName() + " has " + replicas + " replicas and must have "
                    + settings.replicas());
        }
    }

    private static void checkSettings(LogTopics topic, Config config, int replicas, List<String> troubles) {
        topic.settings(replicas).forEach((name, needed) -> {
            ConfigEntry entry = config.get(name);
            String actual = entry == null ? "nothing" : entry.value();
            if (!isMet(name, actual, needed)) {
                troubles.add(
                        "the topic " + topic.topicName() + " has " + name + "=" + actual + " and must have " + needed);
            }
        });
    }

    private static boolean isMet(String name, String actual, String needed) {
        if (actual.equals(needed)) return true;
        if (AT_LEAST.contains(name)) return Long.parseLong(actual) >= Long.parseLong(needed);
        return AT_MOST.contains(name) && Long.parseLong(actual) <= Long.parseLong(needed);
    }

    private String sentence(Throwable cause) {
        return switch (cause) {
            case AuthenticationException e -> "Kafka does not let this service in: " + e.getMessage();
            case AuthorizationException e -> "this service is not authorized in Kafka: " + e.getMessage();
            case org.apache.kafka.common.errors.TimeoutException e -> unreachable() + ": " + e.getMessage();
            case UnknownTopicOrPartitionException e -> "the log's topics are not there: " + e.getMessage();
            default -> "Kafka refuses: " + cause.getMessage();
        };
    }

    private String unreachable() {
        return "Kafka does not answer at " + settings.clientProperties().get("bootstrap.servers");
    }

    private static <T> T await(KafkaFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
