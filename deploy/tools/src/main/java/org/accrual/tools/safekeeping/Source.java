package org.accrual.tools.safekeeping;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

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
        Properties further = new Properties();
        if (kafkaProperties != null) {
            try (Reader reader = Files.newBufferedReader(kafkaProperties)) {
                further.load(reader);
            }
        }
        Map<String, Object> properties = new HashMap<>();
        further.forEach((name, value) -> properties.put((String) name, value));
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }
}
