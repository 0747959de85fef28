package org.accrual.log.clients;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that hold the truth, and the settings without which they can't. */
public enum LogTopics {
    /** Every study's events. */
    STUDY_EVENTS("study-events") {
        @Override
        void addSettings(Map<String, String> settings) {
            keepForever(settings);
            settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
            settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(RECORD_BYTES_MAX));
        }
    },
    /** Patients' keys, wrapped by the master key: the last value of each key id; a tombstone is an erasure. */
    PATIENT_KEYS("patient-keys") {
        @Override
        void addSettings(Map<String, String> settings) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            settings.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(TOMBSTONES_KEPT_MS));
            settings.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(ERASURE_WITHIN_MS));
        }
    },
    /** Signed checkpoints of the log, one partition. */
    CHECKPOINTS("log-checkpoints") {
        @Override
        void addSettings(Map<String, String> settings) {
            keepForever(settings);
            settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(CHECKPOINT_BYTES_MAX));
        }
    };

    /** A topic that stands beside a log which is being restored: no service may take that for a log. */
    public static final String RESTORING = "log-restoring";

    /** The largest record (its batch included) that the log takes; Kafka's own default, made explicit. */
    public static final int RECORD_BYTES_MAX = 1_048_588;

    /** The largest checkpoint: room for the heads of some 60,000 chains. */
    public static final int CHECKPOINT_BYTES_MAX = 8 * 1024 * 1024;

    /** A hundred years: without its tombstone an erased key could not be told from a lost one. */
    static final long TOMBSTONES_KEPT_MS = 100L * 365 * 24 * 60 * 60 * 1_000;

    /** Compaction takes an erased key off the disks within a day of activity on the topic. */
    static final long ERASURE_WITHIN_MS = 24L * 60 * 60 * 1_000;

    /** Kafka's way of saying "however far". */
    private static final String UNLIMITED_MS = Long.toString(Long.MAX_VALUE);

    private final String topicName;

    LogTopics(String topicName) {
        this.topicName = topicName;
    }

    public String topicName() {
        return topicName;
    }

    abstract void addSettings(Map<String, String> settings);

    /**
     * The settings to create the topic with and to check it against.
     *
     * @param replicas 1 on a single node, where each append is then flushed to disk; 3 or more in a cluster. With 2 an
     *     append needs both, so that the death of one loses nothing
     */
    public Map<String, String> settings(int replicas) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicas > 1 ? "2" : "1");
        if (replicas == 1) {
            settings.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        }
        // A chain's time never runs backwards: after a clock that was wrong for a while, the time of its records goes
        // on
        // to lie ahead. And a restored record has its old time. Neither may be refused.
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, UNLIMITED_MS);
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, UNLIMITED_MS);
        addSettings(settings);
        return settings;
    }

    /** @param partitions of {@link #STUDY_EVENTS}: fixed for ever; the others have one */
    public NewTopic create(int partitions, int replicas) {
        return new NewTopic(topicName, this == STUDY_EVENTS ? partitions : 1, (short) replicas)
                .configs(settings(replicas));
    }

    private static void keepForever(Map<String, String> settings) {
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    }
}
