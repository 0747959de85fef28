package org.accrual.command.eventstore.kafka;

import org.apache.kafka.common.KafkaException;

/** Who leads, as Kafka says. */
interface Leadership {
    /**
     * The end of a partition of the events. If who says so has been left behind by others, whoever leads is looked for
     * once more; the answer may be of the same broker all the same.
     *
     * @param epochRead see {@link LogEnd#isOutdated}
     * @throws KafkaException if nobody says in time
     */
    LogEnd end(int partition, int epochRead);

    /**
     * Whether a majority of Kafka's controllers answers; also if this service may not ask. Who answers without one may
     * have been left behind by the others.
     */
    boolean hasQuorum();
}
