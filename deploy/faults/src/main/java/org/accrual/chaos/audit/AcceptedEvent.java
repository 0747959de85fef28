package org.accrual.chaos.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * What the auditor keeps of an accepted record.
 *
 * @param subject the patient's id; null for an event of a center or study
 */
public record AcceptedEvent(
        String chain,
        int partition,
        long offset,
        UUID id,
        String type,
        String subject,
        long sequence,
        UUID command,
        Instant time) {}
