package org.accrual.chaos.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Every command that was ever sent, noted before its first sending. */
public final class Ledger {
    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();

    public Entry open(UUID key, String chain, Intent intent) {
        Entry entry = new Entry(key, chain, intent);
        if (entries.putIfAbsent(key, entry) != null) throw new IllegalArgumentException(key + " is used twice");
        return entry;
    }

    public Optional<Entry> find(UUID key) {
        return Optional.ofNullable(entries.get(key));
    }

    public Collection<Entry> entries() {
        return entries.values();
    }
}
