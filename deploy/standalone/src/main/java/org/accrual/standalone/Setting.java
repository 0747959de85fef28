package org.accrual.standalone;

/** Names of the settings that decide what has to be started here. */
final class Setting {
    static final String KAFKA = "accrual.kafka.bootstrap-servers";
    /** Before what the command service's clients of Kafka need beside the address; the query service's, too, if it has no own. */
    static final String KAFKA_CLIENT = "accrual.kafka.client.";

    /** Before what the query service's need. */
    static final String KAFKA_READER = "accrual.kafka.reader.";

    static final String MONGO = "spring.mongodb.uri";

    private Setting() {}
}
