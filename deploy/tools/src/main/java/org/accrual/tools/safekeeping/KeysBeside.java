package org.accrual.tools.safekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.accrual.log.keys.MasterKey;

/** Which files a log needs beside itself: they are in no backup of it. */
final class KeysBeside {
    private KeysBeside() {}

    /**
     * What to keep apart from a backup.
     *
     * @param masterKeyIds of the master keys that its patients' keys are wrapped by
     */
    static String toKeep(Source source, List<String> masterKeyIds) {
        return source.kafka() == null
                ? "Keep apart from it, from " + source.data() + ": keys/master.key" + named(masterKeyIds)
                        + ", without which no patient in it can be read; keys/checkpoint.key and keys/checkpoint.pub, which"
                        + " sign and verify the log; people.json."
                : "Keep apart from it the files that ACCRUAL_MASTER_KEY_FILE names" + named(masterKeyIds)
                        + ", without which no patient in it can be read, and ACCRUAL_CHECKPOINT_KEY_FILE, with its .pub.";
    }

    /** What a restored log still needs before it is started; see {@link #toKeep}. */
    static String toBring(Source source, List<String> masterKeyIds) {
        if (source.kafka() != null) {
            return "Start the services with the files of the old log: ACCRUAL_MASTER_KEY_FILE" + named(masterKeyIds)
                    + " and ACCRUAL_CHECKPOINT_KEY_FILE, with its .pub but without its .last, which may know a later log.";
        }
        List<String> missing = new ArrayList<>();
        if (!holdsMasterKey(source, masterKeyIds)) {
            missing.add("keys/master.key" + named(masterKeyIds));
        }
        // Without its people, whoever repeats a command would be taken for somebody else.
        for (String name : List.of("keys/checkpoint.key", "keys/checkpoint.pub", "people.json")) {
            if (!Files.exists(source.data().resolve(name))) {
                missing.add(name);
            }
        }
        return missing.isEmpty()
                ? "Its keys are there: it can be started."
                : "Before you start it, copy into " + source.data() + " from the old one: " + String.join(", ", missing)
                        + "; not keys/checkpoint.last, which may know a later log.";
    }

    private static boolean holdsMasterKey(Source source, List<String> masterKeyIds) {
        Path file = source.data().resolve("keys/master.key");
        try {
            return Files.exists(file)
                    && (masterKeyIds.isEmpty()
                            || masterKeyIds.equals(
                                    List.of(MasterKey.fromFile(file).id())));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static String named(List<String> masterKeyIds) {
        return masterKeyIds.isEmpty() ? "" : " (" + String.join(", ", masterKeyIds) + ")";
    }
}
