package org.accrual.command.eventstore.kafka;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.accrual.log.clients.LogTopics;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;

/** Compares what Kafka says of the topics with what the log needs. Each trouble names what is wrong and where. */
final class Inspection {
    /** Settings for which more is as good. */
    private static final Set<String> AT_LEAST = Set.of(
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            TopicConfig.DELETE_RETENTION_MS_CONFIG);

    /** Settings for which less is as good. */
    private static final Set<String> AT_MOST =
            Set.of(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG);

    private static final List<AclOperation> NEEDED = List.of(AclOperation.READ, AclOperation.WRITE);

    private final StoreSettings settings;
    private final List<String> wrong = new ArrayList<>();
    private final Map<LogTopics, List<String>> hindering = new EnumMap<>(LogTopics.class);

    Inspection(StoreSettings settings) {
        this.settings = settings;
        for (LogTopics topic : LogTopics.values()) hindering.put(topic, new ArrayList<>());
    }

    Look look() {
        List<String> failing = new ArrayList<>(hindering.get(LogTopics.STUDY_EVENTS));
        failing.addAll(hindering.get(LogTopics.PATIENT_KEYS));
        return new Look(joined(wrong), joined(failing), joined(hindering.get(LogTopics.CHECKPOINTS)));
    }

    private static Optional<String> joined(List<String> troubles) {
        return troubles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", troubles));
    }

    void gone(LogTopics topic) {
        wrong.add("the topic " + topic.topicName() + " is gone, and what it held is lost: restore a backup");
    }

    void madeAnew(LogTopics topic) {
        wrong.add("the topic " + topic.topicName() + " was deleted and made anew while this service ran: restart the"
                + " service once it holds the log again");
    }

    void hidden(LogTopics topic) {
        wrong.add(mayNot(AclOperation.DESCRIBE, topic));
    }

    /** The number of partitions and replicas, and what this service may do. */
    void description(LogTopics topic, TopicDescription description) {
        layout(topic, description);
        rights(topic, description.authorizedOperations());
    }

    private void layout(LogTopics topic, TopicDescription description) {
        int needed = topic == LogTopics.STUDY_EVENTS ? settings.partitions() : 1;
        int partitions = description.partitions().size();
        if (partitions != needed) {
            wrong.add("the topic " + topic.topicName() + " has " + partitions + " partitions and must have " + needed
                    + ": the count is fixed for ever, since it decides where a chain lies. If this log was made with "
                    + partitions + ", set accrual.kafka.partitions to that");
        }
        int replicas = leastReplicas(description);
        if (replicas < settings.replicas()) {
            wrong.add("the topic " + topic.topicName() + " has " + replicas + " replicas and must have "
                    + settings.replicas());
        }
    }

    static int leastReplicas(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(p -> p.replicas().size())
                .min()
                .orElse(0);
    }

    /** @param allowedOrNull null if Kafka does not say */
    private void rights(LogTopics topic, Set<AclOperation> allowedOrNull) {
        if (allowedOrNull == null) return;
        // Without its events this service can do nothing; without another topic it can still do some things.
        List<String> troubles = topic == LogTopics.STUDY_EVENTS ? wrong : hindering.get(topic);
        NEEDED.stream().filter(o -> !allowedOrNull.contains(o)).forEach(o -> troubles.add(mayNot(o, topic)));
    }

    private static String mayNot(AclOperation operation, LogTopics topic) {
        return "this service is not authorized in Kafka to " + operation + " the topic " + topic.topicName();
    }

    void configsHidden(LogTopics topic) {
        wrong.add(mayNot(AclOperation.DESCRIBE_CONFIGS, topic));
    }

    /** Whether every partition can be written now. */
    void partitions(LogTopics topic, TopicDescription description, int minInSync) {
        List<String> troubles = hindering.get(topic);
        troubles.addAll(those(topic, description, "without a leader", p -> !isLed(p)));
        troubles.addAll(those(
                topic,
                description,
                "with fewer replicas in sync than the " + minInSync + " that an append needs",
                p -> isLed(p) && p.isr().size() < minInSync));
    }

    private static boolean isLed(TopicPartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }

    private static List<String> those(
            LogTopics topic, TopicDescription description, String what, Predicate<TopicPartitionInfo> is) {
        String numbers = description.partitions().stream()
                .filter(is)
                .sorted(Comparator.comparingInt(TopicPartitionInfo::partition))
                .map(p -> Integer.toString(p.partition()))
                .collect(Collectors.joining(", "));
        return numbers.isEmpty()
                ? List.of()
                : List.of("the topic " + topic.topicName() + " has partitions " + what + ": " + numbers);
    }

    void settings(LogTopics topic, Config config, int replicas) {
        topic.settings(replicas).forEach((name, needed) -> {
            ConfigEntry entry = config.get(name);
            if (entry == null || !isMet(name, entry.value(), needed)) {
                wrong.add("the topic " + topic.topicName() + " has " + name + "="
                        + (entry == null ? "nothing" : entry.value()) + " and must have " + needed);
            }
        });
    }

    private static boolean isMet(String name, String actual, String needed) {
        if (actual.equals(needed)) return true;
        if (AT_LEAST.contains(name)) return Long.parseLong(actual) >= Long.parseLong(needed);
        return AT_MOST.contains(name) && Long.parseLong(actual) <= Long.parseLong(needed);
    }
}
