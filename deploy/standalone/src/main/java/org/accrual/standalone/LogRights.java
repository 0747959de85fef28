package org.accrual.standalone;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;

import java.util.List;
import java.util.stream.Stream;
import org.accrual.broker.Guard;
import org.accrual.log.clients.LogTopics;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who may do what with the log, in Kafka's words: the command service writes it, the query service and the operator's
 * tools read it, and nobody deletes from it. {@code deploy/compose/kafka-acls} says the same for a cluster.
 */
public final class LogRights {
    /** The only one that writes. */
    public static final String COMMAND = "command";

    public static final String QUERY = "query";
    /** Whoever runs Accrual, with {@code kcat} or a program of their own. */
    public static final String OPERATOR = "operator";

    private static final String VIEWS_GROUPS = "accrual-views";

    private LogRights() {}

    /** A new guard for one broker: with passwords that nobody else has. */
    public static Guard guard() {
        return new Guard(all());
    }

    static List<AclBinding> all() {
        return Stream.of(command(), query(), operator())
                .flatMap(rights -> rights)
                .toList();
    }

    private static Stream<AclBinding> command() {
        Stream<AclBinding> topics = Stream.of(LogTopics.values())
                .flatMap(topic -> Stream.of(READ, WRITE, CREATE, DESCRIBE_CONFIGS)
                        .map(operation -> allow(COMMAND, operation, TOPIC, topic.topicName(), LITERAL)));
        // Whether a restore goes on, and whether the controllers that answer are a majority.
        return Stream.concat(
                topics,
                Stream.of(
                        allow(COMMAND, DESCRIBE, TOPIC, LogTopics.RESTORING, LITERAL),
                        allow(COMMAND, DESCRIBE, CLUSTER, Resource.CLUSTER_NAME, LITERAL)));
    }

    private static Stream<AclBinding> query() {
        return Stream.of(
                allow(QUERY, READ, TOPIC, LogTopics.STUDY_EVENTS.topicName(), LITERAL),
                allow(QUERY, READ, TOPIC, LogTopics.PATIENT_KEYS.topicName(), LITERAL),
                allow(QUERY, READ, GROUP, VIEWS_GROUPS, PREFIXED));
    }

    /** In any consumer group but the views': a foreign member would take partitions away from them. */
    private static Stream<AclBinding> operator() {
        Stream<AclBinding> topics = Stream.of(LogTopics.values())
                .flatMap(topic -> Stream.of(READ, DESCRIBE_CONFIGS)
                        .map(operation -> allow(OPERATOR, operation, TOPIC, topic.topicName(), LITERAL)));
        return Stream.concat(
                topics,
                Stream.of(
                        allow(OPERATOR, READ, GROUP, ResourcePattern.WILDCARD_RESOURCE, LITERAL),
                        right(OPERATOR, AclOperation.ALL, AclPermissionType.DENY, GROUP, VIEWS_GROUPS, PREFIXED)));
    }

    private static AclBinding allow(
            String who, AclOperation operation, ResourceType type, String name, PatternType pattern) {
        return right(who, operation, AclPermissionType.ALLOW, type, name, pattern);
    }

    private static AclBinding right(
            String who,
            AclOperation operation,
            AclPermissionType permission,
            ResourceType type,
            String name,
            PatternType pattern) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + who, ResourcePattern.WILDCARD_RESOURCE, operation, permission));
    }
}
