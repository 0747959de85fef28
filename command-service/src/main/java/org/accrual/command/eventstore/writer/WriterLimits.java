package org.accrual.command.eventstore.writer;

import java.time.Duration;
import org.accrual.log.clients.LogTopics;

/**
 * The writer's bounds: every queue and every wait has one.
 *
 * @param inFlightPerChain proposals on their way per chain; a single collision voids them all
 * @param openPerChain appends not yet answered per chain; more are turned away at once
 * @param answerWithin how long a caller waits for the log before it is told "unavailable" or "unknown"
 * @param firstResend pause before the second resend in a row (the first is immediate); doubles each time
 * @param longestResend where the doubling ends
 * @param recordBytesMax larger records are refused before they are sent
 * @param contended how long after a rival's last record a chain counts as contended
 * @param yield how long the winner of a contended chain keeps silent, once its batch is out, to let the rival in
 */
public record WriterLimits(
        int inFlightPerChain,
        int openPerChain,
        Duration answerWithin,
        Duration firstResend,
        Duration longestResend,
        int recordBytesMax,
        Duration contended,
        Duration yield) {
    public static final WriterLimits STANDARD = new WriterLimits(
            256,
            2_048,
            Duration.ofSeconds(12),
            Duration.ofMillis(50),
            Duration.ofSeconds(2),
            LogTopics.RECORD_BYTES_MAX,
            Duration.ofMillis(60),
            Duration.ofMillis(15));
}
