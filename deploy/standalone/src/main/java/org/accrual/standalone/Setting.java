package org.accrual.standalone;

/** Names of the settings that decide what has to be started here. */
final class Setting {
    static final String KAFKA = "accrual.kafka.bootstrap-servers";
    static final String MONGO = "spring.mongodb.uri";

    private Setting() {}
}
