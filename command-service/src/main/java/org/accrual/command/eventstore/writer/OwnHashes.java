package org.accrual.command.eventstore.writer;

import java.util.LinkedHashSet;
import org.accrual.log.format.RecordHash;

/** The hashes of what this writer sent lately, so that its own void copies are not taken for a rival's. */
final class OwnHashes {
    private static final int REMEMBERED_MAX = 8_192;

    private final LinkedHashSet<RecordHash> hashes = new LinkedHashSet<>();

    void add(RecordHash hash) {
        if (hashes.add(hash) && hashes.size() > REMEMBERED_MAX) hashes.removeFirst();
    }

    boolean contains(RecordHash hash) {
        return hashes.contains(hash);
    }
}
