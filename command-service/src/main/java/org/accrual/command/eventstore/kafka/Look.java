package org.accrual.command.eventstore.kafka;

import java.util.Optional;

/**
 * What a look at the topics has found, in sentences for whoever runs Kafka.
 *
 * @param wrong what somebody has to put right: until then nothing may be recorded
 * @param failing what may come back by itself within a command's time, or hinders some commands only
 * @param unsigned what keeps checkpoints from being written; events are recorded all the same
 */
record Look(Optional<String> wrong, Optional<String> failing, Optional<String> unsigned) {
    static final Look FINE = new Look(Optional.empty(), Optional.empty(), Optional.empty());

    static Look wrong(String sentence) {
        return new Look(Optional.of(sentence), Optional.empty(), Optional.empty());
    }

    /** Kafka was not to be asked: what was wrong is still so, as far as anyone knows. */
    Look butFailing(String sentence) {
        return new Look(wrong, Optional.of(sentence), unsigned);
    }

    boolean isFine() {
        return equals(FINE);
    }
}
