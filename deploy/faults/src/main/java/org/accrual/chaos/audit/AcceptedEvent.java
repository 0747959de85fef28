package org.accrual.chaos.audit;

import java.util.UUID;

/**
 * What the auditor keeps of an accepted record.
 *
 * @param subject the patient's id; null for an event of a center or study
 * @param time as written: in text form its order is the order of time
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
        String time) {}
