package org.accrual.query.views.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.keys.Keyring;
import org.accrual.log.keys.PatientKeys;
import org.accrual.query.views.StudyLog;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class LogSourceTest {
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"accrual\" password=\"secret\"";

    /** A broker that lets nobody in without a password. */
    private static final Map<String, String> GUARDED = Map.of(
            "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "PLAINTEXT",
            "sasl.enabled.mechanisms", "PLAIN",
            "sasl.mechanism.inter.broker.protocol", "PLAIN",
            "listener.name.plaintext.plain.sasl.jaas.config", LOGIN + " user_accrual=\"secret\";");

    @TempDir
    static Path folder;

    @Test
    void showsEveryClientsPasswordToAGuardedKafka() throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        "systemEnvironment",
                        new SystemEnvironmentPropertySource(
                                "systemEnvironment",
                                Map.of(
                                        "ACCRUAL_KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                                        "ACCRUAL_KAFKA_CLIENT_SASL_MECHANISM", "PLAIN",
                                        "ACCRUAL_KAFKA_CLIENT_SASL_JAAS_CONFIG", LOGIN + ";")));
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0, GUARDED)) {
            createLog(broker.bootstrapServers());
            LogSource source = new LogSource(broker.bootstrapServers(), StudyLog.masterKeyFile(), environment);
            try (Consumer<byte[], byte[]> reader = source.reader();
                    Consumer<byte[], byte[]> member = source.member("views");
                    PatientKeys keys = source.patientKeys()) {
                assertThat(source.partitions(reader)).isEqualTo(2);
                member.subscribe(List.of(source.topic()));
                member.poll(Duration.ofMillis(100));
                assertThat(source.partitions(member)).isEqualTo(2);
                assertThat(keys.find("nobody's")).isInstanceOf(Keyring.Missing.class);
            }
        }
    }

    private static void createLog(String bootstrapServers) throws Exception {
        Map<String, Object> client = new HashMap<>(Map.of(
                "security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN", "sasl.jaas.config", LOGIN + ";"));
        client.put("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(Stream.of(LogTopics.values())
                            .map(topic -> topic.create(2, 1))
                            .toList())
                    .all()
                    .get();
        }
    }
}
