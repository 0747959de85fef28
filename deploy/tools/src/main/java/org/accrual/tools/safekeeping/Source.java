package org.accrual.tools.safekeeping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.accrual.log.clients.KafkaClients;

/**
 * Which log a tool works on.
 *
 * @param data the data directory
 * @param kafka {@code host:port}, or null for the log of the data directory
 * @param kafkaProperties a file with client properties for a Kafka that asks for more than its address, or null
 */
record Source(Path data, String kafka, Path kafkaProperties) {

    /**
     * For every client of the Kafka at an address.
     *
     * @throws IOException if the file with further properties can't be read
     */
    Map<String, Object> clientProperties(String bootstrapServers) throws IOException {
        return KafkaClients.connection(
                bootstrapServers, kafkaProperties == null ? Map.of() : KafkaClients.fromFile(kafkaProperties));
    }
}
