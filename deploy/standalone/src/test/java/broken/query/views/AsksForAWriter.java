package broken.query.views;

import java.time.Duration;
import java.util.Map;
import org.accrual.log.clients.KafkaClients;

/** Only the command service writes the log, whoever makes its clients. */
final class AsksForAWriter {
    private AsksForAWriter() {}

    static Object writer() {
        Duration moment = Duration.ofSeconds(1);
        return KafkaClients.writer(Map.of(), moment, moment, moment, Map.of());
    }
}
