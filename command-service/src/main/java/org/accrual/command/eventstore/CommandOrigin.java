package org.accrual.command.eventstore;

import org.accrual.log.format.ChainKey;
import org.accrual.log.format.RecordHash;
import org.accrual.study.words.Role;

/**
 * Whose command it is and where its event will stand.
 *
 * @param chain the one that the command touches
 * @param patientOrNull the random id of the patient whose event it will be; null for events of a study or center itself
 * @param actor opaque id of the person
 * @param role in which the person acts
 * @param commandId the idempotency key, a UUID in lower case
 * @param commandHash of what the command says
 */
public record CommandOrigin(
        ChainKey chain, String patientOrNull, String actor, Role role, String commandId, RecordHash commandHash) {}
