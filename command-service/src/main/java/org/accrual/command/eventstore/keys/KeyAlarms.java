package org.accrual.command.eventstore.keys;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.accrual.log.keys.Keyring;
import org.accrual.log.keys.MissingKeyException;
import org.accrual.log.keys.UnreadableKeyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The patients' keys, and an alarm for each that the history names and nobody can open: its patient can neither be
 * decided on nor added to until someone brings the key back. An alarm stands until its key was found again.
 */
public final class KeyAlarms implements Keyring {
    private static final Logger LOG = LoggerFactory.getLogger(KeyAlarms.class);
    /** Alarms beyond are logged and counted, but not remembered. */
    private static final int STANDING_MAX = 1_000;

    private final Keyring keyring;
    private final Map<String, String> standing = new ConcurrentHashMap<>();
    private final LongAdder raised = new LongAdder();

    public KeyAlarms(Keyring keyring) {
        this.keyring = keyring;
    }

    @Override
    public KeyState find(String keyId) {
        try {
            KeyState state = keyring.find(keyId);
            switch (state) {
                case Missing() -> raise(keyId, new MissingKeyException(keyId).getMessage());
                case Known _ -> standing.remove(keyId);
                // No event records an erasure yet: whoever wrote the tombstone was none of us.
                case Erased() ->
                    throw new UnreadableKeyException(keyId, "it was erased in its topic, and no event says so", null);
            }
            return state;
        } catch (UnreadableKeyException e) {
            raise(keyId, e.getMessage());
            throw e;
        }
    }

    private void raise(String keyId, String reason) {
        raised.increment();
        if (!standing.containsKey(keyId)) LOG.error("ALARM: {}; bring it back from a backup", reason);
        if (standing.size() < STANDING_MAX) standing.put(keyId, reason);
    }

    /** One of the keys that could not be opened when they were last needed, and how many there are. */
    public Optional<String> trouble() {
        return standing.values().stream()
                .findAny()
                .map(reason -> standing.size() == 1
                        ? reason
                        : reason + "; and " + (standing.size() - 1) + " more patients' keys");
    }

    /** Times that a key was needed and could not be opened. */
    public LongAdder raised() {
        return raised;
    }
}
