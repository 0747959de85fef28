package org.accrual.command.eventstore.axon;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.accrual.command.eventstore.CommandDispatcher;
import org.accrual.command.eventstore.CommandOrigin;
import org.accrual.log.format.ChainKey;
import org.axonframework.messaging.core.Message;

/**
 * The envelope of an event that is about to be recorded, as Axon's metadata. {@link CommandDispatcher} gives it to the
 * command's message; from there Axon hands it on to the events.
 */
public final class EnvelopeMetadata {
    /** {@code study/center}, or {@code study/_}. */
    public static final String CHAIN = "chain";
    /** The patient's random id; absent for events of a study or center itself. */
    public static final String PATIENT = "patient";
    /** Opaque id of the person. */
    public static final String ACTOR = "actor";
    /** The role in which the person acts. */
    public static final String ROLE = "role";
    /** The idempotency key. */
    public static final String COMMAND_ID = "commandId";
    /** What "the same body" means: 64 hexadecimal digits. */
    public static final String COMMAND_HASH = "commandHash";

    private static final Set<String> ALL = Set.of(CHAIN, PATIENT, ACTOR, ROLE, COMMAND_ID, COMMAND_HASH);

    private EnvelopeMetadata() {}

    public static Map<String, String> of(CommandOrigin origin) {
        Map<String, String> metadata = new HashMap<>(Map.of(
                CHAIN, origin.chain().text(),
                ACTOR, origin.actor(),
                ROLE, origin.role().name(),
                COMMAND_ID, origin.commandId(),
                COMMAND_HASH, origin.commandHash().hex()));
        if (origin.patientOrNull() != null) metadata.put(PATIENT, origin.patientOrNull());
        return metadata;
    }

    /** What an event inherits from its command. */
    public static Map<String, String> inherited(Message command) {
        Map<String, String> metadata = new HashMap<>(command.metadata());
        metadata.keySet().retainAll(ALL);
        return metadata;
    }

    public static ChainKey chain(Message message) {
        return new ChainKey(require(message, CHAIN));
    }

    public static String patientOrNull(Message message) {
        return message.metadata().get(PATIENT);
    }

    /** @throws IllegalStateException if it is missing: the event was published past {@link CommandDispatcher} */
    public static String require(Message message, String key) {
        String value = message.metadata().get(key);
        if (value == null) throw new IllegalStateException("an event to record has no " + key + ": " + message.type());
        return value;
    }
}
