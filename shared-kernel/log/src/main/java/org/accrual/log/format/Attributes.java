package org.accrual.log.format;

import java.time.Instant;
import java.util.Map;

/**
 * A record's attributes as its headers carry them, apart from source and predecessor (the key and the chain give those).
 *
 * @param id the event's id
 * @param type the event's simple name, without {@code org.accrual.}
 * @param revision of the payload's shape, from 1
 * @param time recording time, UTC, whole microseconds; its milliseconds are the Kafka timestamp
 * @param subject the random patient id, or null for study and center events
 * @param sequence from 1, within the subject's stream, or within the chain's records without a subject
 * @param commandId the idempotency key, a UUID
 * @param commandHash what "the same body" means: hex SHA-256 of command name, 0x0A, canonical body
 * @param actor an opaque id; nothing in a header identifies a person
 * @param role the role in which the actor acted, upper case
 * @param keyId the key that encrypts the value, or null if it is plain
 * @param content what the value holds
 */
public record Attributes(
        String id,
        String type,
        int revision,
        Instant time,
        String subject,
        long sequence,
        String commandId,
        RecordHash commandHash,
        String actor,
        String role,
        String keyId,
        Content content) {

    /** What a record's value holds, and how {@code content-type} says so. */
    public enum Content {
        /** Plain JSON: study and center events. */
        PLAIN("application/json"),
        /** JSON encrypted under the patient's key: patient events. */
        ENCRYPTED("application/vnd.accrual.encrypted+json"),
        /** Several events of one append: a CloudEvents JSON batch. */
        BATCH("application/cloudevents-batch+json");

        private static final Map<String, Content> BY_TYPE =
                Map.of(PLAIN.mediaType, PLAIN, ENCRYPTED.mediaType, ENCRYPTED, BATCH.mediaType, BATCH);

        private final String mediaType;

        Content(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }

        /** Or null if no such content is known. */
        static Content of(String mediaType) {
            return BY_TYPE.get(mediaType);
        }
    }

    /** @throws IllegalArgumentException that names the attribute which no reader would accept */
    public Attributes {
        require(Syntax.isUuid(id), "id", id);
        require(Syntax.isTypeName(type), "type", type);
        require(
                revision > 0 && Integer.toString(revision).length() <= Syntax.REVISION_DIGITS_MAX,
                "revision",
                revision);
        require(Syntax.isWritable(time), "time", time);
        require(subject == null || Syntax.isToken(subject), "subject", subject);
        require(sequence > 0 && Long.toString(sequence).length() <= Syntax.SEQUENCE_DIGITS_MAX, "sequence", sequence);
        require(Syntax.isUuid(commandId), "commandId", commandId);
        require(commandHash != null, "commandHash", null);
        require(Syntax.isActor(actor), "actor", actor);
        require(Syntax.isRole(role), "role", role);
        require(keyId == null || Syntax.isToken(keyId), "keyId", keyId);
        require(agree(content, subject, keyId), "content", content);
    }

    /** Encrypted means a patient's key for a patient's event; a batch names its subjects inside. */
    static boolean agree(Content content, String subject, String keyId) {
        return switch (content) {
            case PLAIN -> keyId == null;
            case ENCRYPTED -> keyId != null && subject != null;
            case BATCH -> keyId == null && subject == null;
        };
    }

    private static void require(boolean valid, String attribute, Object value) {
        if (!valid) {
            throw new IllegalArgumentException("no record can carry this " + attribute + ": " + value);
        }
    }
}
