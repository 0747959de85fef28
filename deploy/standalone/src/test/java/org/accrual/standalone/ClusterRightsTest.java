package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.log.clients.KafkaClients;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker in the mode of {@code deploy/compose}: with its certificates and its access rules. */
class ClusterRightsTest {
    private static final Duration MOMENT = Duration.ofSeconds(10);
    private static final Path COMPOSE = Path.of("../compose");

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void begin() throws Exception {
        certificates("certs");
        Map<String, String> settings = new HashMap<>(ssl("certs", "kafka-1"));
        settings.remove("security.protocol");
        settings.putAll(Map.of(
                "listener.security.protocol.map", "PLAINTEXT:SSL,CONTROLLER:SSL",
                "inter.broker.listener.name", "PLAINTEXT",
                "ssl.client.auth", "required",
                "ssl.principal.mapping.rules", "RULE:^CN=([a-z0-9-]+)$/$1/",
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found", "false",
                "super.users", "User:kafka-1"));
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0, settings);
        try (Admin admin = KafkaClients.admin(as("kafka-1"), MOMENT, Map.of())) {
            admin.createAcls(rights()).all().get();
        }
        try (Admin admin = KafkaClients.admin(as("command"), MOMENT, Map.of())) {
            for (LogTopics topic : LogTopics.values())
                admin.createTopics(List.of(topic.create(1, 1))).all().get();
        }
    }

    @AfterAll
    static void end() {
        if (broker != null) broker.close();
    }

    @Test
    void givesTheRightsThatStandaloneGives() throws IOException {
        assertThat(rights()).containsExactlyInAnyOrderElementsOf(LogRights.all());
    }

    @ParameterizedTest
    @EnumSource
    void letsTheCommandServiceWrite(LogTopics topic) {
        assertThatCode(() -> write(as("command"), topic)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void letsNobodyElseWrite(LogTopics topic) {
        assertThatThrownBy(() -> write(as("query"), topic)).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> write(as("operator"), topic)).isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void letsTheQueryServiceReadAndNotDelete() {
        try (TopicReader reader = new TopicReader(as("query"));
                Admin admin = KafkaClients.admin(as("query"), MOMENT, Map.of())) {
            String events = LogTopics.STUDY_EVENTS.topicName();
            assertThat(reader.read(events, _ -> {})).containsKey(0);
            assertThatThrownBy(() -> admin.deleteTopics(List.of(events)).all().get())
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void letsNobodyInWithTheCertificateOfAnotherAuthority() throws Exception {
        certificates("other");
        Map<String, Object> stranger = new HashMap<>(as("command"));
        stranger.putAll(ssl("other", "command"));
        stranger.put("ssl.truststore.location", folder.resolve("certs/ca.pem").toString());
        assertThatThrownBy(() -> write(stranger, LogTopics.STUDY_EVENTS))
                .isInstanceOf(SslAuthenticationException.class);
    }

    private static void certificates(String name) throws Exception {
        Process made = new ProcessBuilder(
                        COMPOSE.resolve("certificates").toString(),
                        folder.resolve(name).toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(made.exitValue()).isZero();
    }

    private static Map<String, String> ssl(String certificates, String name) {
        Path all = folder.resolve(certificates);
        return Map.of(
                "security.protocol", "SSL",
                "ssl.keystore.type", "PEM",
                "ssl.keystore.location", all.resolve(name + ".pem").toString(),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", all.resolve("ca.pem").toString());
    }

    private static Map<String, Object> as(String name) {
        return KafkaClients.connection(broker.bootstrapServers(), ssl("certs", name));
    }

    private static void write(Map<String, Object> client, LogTopics topic) throws Exception {
        Map<String, Object> plain = Map.of("enable.idempotence", false);
        try (var writer = KafkaClients.writer(client, MOMENT.dividedBy(2), MOMENT, MOMENT, plain)) {
            writer.send(new ProducerRecord<>(topic.topicName(), 0, new byte[1], new byte[1]))
                    .get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** What {@code kafka-acls.sh} makes of the lines. */
    private static List<AclBinding> rights() throws IOException {
        List<AclBinding> rights = new ArrayList<>();
        for (String line : Files.readAllLines(COMPOSE.resolve("kafka-acls"))) rights.addAll(rights(line));
        return rights;
    }

    private static List<AclBinding> rights(String line) {
        Deque<String> words = new ArrayDeque<>(List.of(line.split(" ")));
        List<AclOperation> operations = new ArrayList<>();
        AclPermissionType permission = AclPermissionType.ALLOW;
        String who = null;
        PatternType pattern = PatternType.LITERAL;
        ResourceType type = null;
        String name = null;
        while (!words.isEmpty()) {
            String option = words.pop();
            String value = words.pop();
            switch (option) {
                case "--allow-principal" -> who = value;
                case "--deny-principal" -> {
                    who = value;
                    permission = AclPermissionType.DENY;
                }
                case "--operation" -> operations.add(AclOperation.valueOf(value));
                case "--resource-pattern-type" -> pattern = PatternType.fromString(value.toUpperCase(Locale.ROOT));
                case "--topic", "--group", "--cluster" -> {
                    type = ResourceType.fromString(option.substring(2).toUpperCase(Locale.ROOT));
                    name = value;
                }
                default -> throw new IllegalArgumentException(line);
            }
        }
        List<AclBinding> rights = new ArrayList<>();
        for (AclOperation operation : operations)
            rights.add(new AclBinding(
                    new ResourcePattern(type, name, pattern), new AccessControlEntry(who, "*", operation, permission)));
        return rights;
    }
}
