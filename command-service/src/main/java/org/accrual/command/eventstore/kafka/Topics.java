package org.accrual.command.eventstore.kafka;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.accrual.log.clients.KafkaClients;
import org.accrual.log.clients.LogTopics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.record.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the log's topics where a log begins, and looks whether existing ones are what it needs. A topic that is
 * missing from a log that has begun is a loss, never a beginning: an empty one in its place would hide it.
 */
final class Topics implements Leadership, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    /**
     * In the order in which they are made. With the events first, their absence beside any other topic can't be an
     * interrupted beginning; and while they hold no record, no other topic has held one that anything rests on.
     */
    private static final List<LogTopics> WRITTEN_HERE = List.of(LogTopics.values());

    private static final String RESTORING =
            "a restore into this Kafka is not finished: the topic " + LogTopics.RESTORING + " is there until it is";
    private static final Duration REQUEST_WITHIN = Duration.ofSeconds(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(6);
    private static final Duration FORGET_EVERY = Duration.ofSeconds(2);

    private final StoreSettings settings;
    private final Map<LogTopics, Integer> minInSync = new EnumMap<>(LogTopics.class);
    /** Of the topics that this service began with: one of the same name is not the same log. */
    private final Map<LogTopics, Uuid> ids = new EnumMap<>(LogTopics.class);

    private final AtomicBoolean saysNothingOfQuorum = new AtomicBoolean();
    private long forgotAtNanos = System.nanoTime() - FORGET_EVERY.toNanos();
    private Admin admin;
    private String clusterId;
    private boolean hasSeenALoss;
    private Optional<String> hasBeenElsewhere = Optional.empty();

    Topics(StoreSettings settings) {
        this.settings = settings;
        this.clusterId = settings.clusterId().orElse(null);
    }

    /** Creates what is missing if the log begins here, and looks closely at what is there. */
    Look prepare() throws InterruptedException {
        try {
            Optional<String> stranger = otherCluster();
            if (stranger.isPresent()) return Look.wrong(stranger.get());
            Seen seen = describe();
            if (seen.restoring()) return Look.wrong(RESTORING);
            Look look = seen.missing().isEmpty() || !seen.hidden().isEmpty() ? inspect(seen, true) : begin(seen);
            if (look.wrong().isEmpty()) describe().there().forEach((topic, is) -> ids.put(topic, is.topicId()));
            return look;
        } catch (ExecutionException e) {
            return Look.wrong(sentence(e.getCause()));
        } catch (TimeoutException e) {
            return Look.wrong(unreachable());
        }
    }

    private Look begin(Seen seen) throws ExecutionException, InterruptedException, TimeoutException {
        if (!mayBegin(seen)) {
            // Described once more: since then, another instance may have made the rest and written.
            Seen again = describe();
            hasSeenALoss |= !again.missing().isEmpty();
            return inspect(again, true);
        }
        for (LogTopics topic : seen.missing()) create(topic);
        Seen made = describe();
        return made.missing().isEmpty() ? inspect(made, true) : Look.wrong("the log's topics are being made");
    }

    /** Whoever empties a Kafka in order to restore a backup must not find new topics there. */
    private boolean mayBegin(Seen seen) throws ExecutionException, InterruptedException, TimeoutException {
        if (hasSeenALoss) return false;
        TopicDescription events = seen.there().get(LogTopics.STUDY_EVENTS);
        return events == null
                ? seen.there().isEmpty()
                : ends(events.partitions().size()).stream().allMatch(end -> end == 0);
    }

    /**
     * Looks again at what was prepared, without making anything: three or four requests, each answered or given up
     * within seconds. Once another cluster has answered or a topic was made anew, that stays wrong: what has been read
     * since may be of the one log or the other.
     *
     * @param closely at the settings too
     * @param last what is still wrong if Kafka does not answer now
     */
    Look look(boolean closely, Look last) throws InterruptedException {
        try {
            if (hasBeenElsewhere.isEmpty()) hasBeenElsewhere = otherCluster();
            if (hasBeenElsewhere.isPresent()) return Look.wrong(hasBeenElsewhere.get());
            Seen seen = describe();
            if (seen.restoring()) return Look.wrong(RESTORING);
            Look look = inspect(seen, closely);
            // Metadata may name leaders that have frozen since.
            if (look.failing().isEmpty() && look.wrong().isEmpty()) ends(settings.partitions());
            return look;
        } catch (ExecutionException e) {
            String sentence = sentence(e.getCause());
            return e.getCause() instanceof RetriableException ? last.butFailing(sentence) : Look.wrong(sentence);
        } catch (TimeoutException e) {
            return last.butFailing(unreachable());
        }
    }

    @Override
    public LogEnd end(int partition, int epochRead) {
        LogEnd end = end(partition);
        return end.isOutdated(epochRead) && forgetLeaders() ? end(partition) : end;
    }

    private LogEnd end(int partition) {
        TopicPartition asked = new TopicPartition(LogTopics.STUDY_EVENTS.topicName(), partition);
        ListOffsetsResultInfo end = ask(
                () -> admin().listOffsets(Map.of(asked, OffsetSpec.latest())).partitionResult(asked));
        return new LogEnd(end.offset(), end.leaderEpoch().orElse(RecordBatch.NO_PARTITION_LEADER_EPOCH));
    }

    /** Kafka's client asks the same broker again as long as that answers. @return whether it was time to do so */
    private synchronized boolean forgetLeaders() {
        if (System.nanoTime() - forgotAtNanos < FORGET_EVERY.toNanos()) return false;
        forgotAtNanos = System.nanoTime();
        Admin old = admin;
        admin = null;
        // Others may still wait for its answers.
        if (old != null) Thread.startVirtualThread(() -> old.close(ANSWER_WITHIN));
        return true;
    }

    @Override
    public boolean hasQuorum() {
        try {
            ask(() -> admin().describeMetadataQuorum().quorumInfo());
            return true;
        } catch (AuthorizationException | UnsupportedVersionException e) {
            if (!saysNothingOfQuorum.getAndSet(true))
                LOG.warn("nobody can tell whether Kafka's controllers are a majority: {}", e.getMessage());
            return true;
        } catch (KafkaException e) {
            LOG.debug("no majority of Kafka's controllers answers", e);
            return false;
        }
    }

    private static <T> T ask(Supplier<KafkaFuture<T>> question) {
        try {
            return await(question.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("Kafka does not answer in time", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Next offsets, as the leaders of all partitions of the events say. */
    private List<Long> ends(int partitions) throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(LogTopics.STUDY_EVENTS.topicName(), p))
                .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        return await(admin().listOffsets(latest).all()).values().stream()
                .map(ListOffsetsResultInfo::offset)
                .toList();
    }

    private Optional<String> otherCluster() throws ExecutionException, InterruptedException, TimeoutException {
        String answering = await(admin().describeCluster().clusterId());
        if (clusterId == null) clusterId = answering;
        if (clusterId.equals(answering)) return Optional.empty();
        return Optional.of("another Kafka cluster answers (" + answering + ") than "
                + (settings.clusterId().isPresent()
                        ? "the one that accrual.kafka.cluster-id names (" + clusterId + ")"
                        : "the one this service began with (" + clusterId + "); restart the service if that is meant"));
    }

    private void create(LogTopics topic) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            await(admin().createTopics(List.of(topic.create(settings.partitions(), settings.replicas())))
                    .all());
        } catch (ExecutionException e) {
            // Another instance was quicker; what it made is looked at like any other.
            if (!(e.getCause() instanceof TopicExistsException)) throw e;
        }
    }

    /**
     * @param hidden what this service is not authorized to know of: it may exist or not
     * @param restoring whether the log may be only the beginning of one
     */
    private record Seen(
            Map<LogTopics, TopicDescription> there, Set<LogTopics> missing, Set<LogTopics> hidden, boolean restoring) {}

    private Seen describe() throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, KafkaFuture<TopicDescription>> answers = admin().describeTopics(
                        Stream.concat(WRITTEN_HERE.stream().map(LogTopics::topicName), Stream.of(LogTopics.RESTORING))
                                .toList(),
                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        Seen seen = new Seen(
                new EnumMap<>(LogTopics.class),
                EnumSet.noneOf(LogTopics.class),
                EnumSet.noneOf(LogTopics.class),
                isThere(answers.get(LogTopics.RESTORING)));
        for (LogTopics topic : WRITTEN_HERE) {
            try {
                seen.there.put(topic, await(answers.get(topic.topicName())));
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case UnknownTopicOrPartitionException _ -> seen.missing.add(topic);
                    case TopicAuthorizationException _ -> seen.hidden.add(topic);
                    default -> throw e;
                }
            }
        }
        return seen;
    }

    private static boolean isThere(KafkaFuture<TopicDescription> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            await(answer);
            return true;
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case UnknownTopicOrPartitionException _, TopicAuthorizationException _ -> false;
                default -> throw e;
            };
        }
    }

    private Look inspect(Seen seen, boolean closely) throws ExecutionException, InterruptedException, TimeoutException {
        Inspection inspection = new Inspection(settings);
        seen.missing.forEach(inspection::gone);
        seen.hidden.forEach(inspection::hidden);
        if (closely) inspectSettings(seen.there, inspection);
        seen.there.forEach((topic, description) -> {
            if (!ids.getOrDefault(topic, description.topicId()).equals(description.topicId()))
                inspection.madeAnew(topic);
            inspection.description(topic, description);
            inspection.partitions(topic, description, minInSync.getOrDefault(topic, 1));
        });
        return inspection.look();
    }

    private void inspectSettings(Map<LogTopics, TopicDescription> there, Inspection inspection)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<ConfigResource, KafkaFuture<Config>> answers = admin().describeConfigs(
                        there.keySet().stream().map(Topics::resource).toList())
                .values();
        for (LogTopics topic : there.keySet()) {
            try {
                Config config = await(answers.get(resource(topic)));
                inspection.settings(topic, config, Inspection.leastReplicas(there.get(topic)));
                ConfigEntry least = config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
                if (least != null) minInSync.put(topic, Integer.parseInt(least.value()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException)) throw e;
                inspection.configsHidden(topic);
            }
        }
    }

    private static ConfigResource resource(LogTopics topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }

    private String sentence(Throwable cause) {
        return switch (cause) {
            case AuthenticationException e -> "Kafka does not let this service in: " + e.getMessage();
            case AuthorizationException e -> "this service is not authorized in Kafka: " + e.getMessage();
            case org.apache.kafka.common.errors.TimeoutException e -> unreachable() + ": " + e.getMessage();
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

    /** Made when it is first needed, since an address that no name server knows yet makes it fail. */
    private synchronized Admin admin() {
        if (admin == null)
            admin = KafkaClients.admin(
                    settings.clientProperties(),
                    REQUEST_WITHIN,
                    Map.of(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500));
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) admin.close(Duration.ZERO);
    }
}
