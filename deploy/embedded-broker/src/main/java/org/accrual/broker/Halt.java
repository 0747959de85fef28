package org.accrual.broker;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;

/**
 * Kafka halts the whole process, hooks and all, when it can't write its files any more. That is right, since it can't
 * keep what it promises, but it does so without a word: this is the word.
 */
final class Halt {
    private static final Set<Path> SERVED = ConcurrentHashMap.newKeySet();

    static {
        Exit.setHaltProcedure((status, _) -> halt(status));
        Exit.setExitProcedure((status, _) -> halt(status));
    }

    private Halt() {}

    /** From now on a broker works in the directory. */
    static void speakFor(Path directory) {
        SERVED.add(directory.toAbsolutePath());
    }

    static void forget(Path directory) {
        SERVED.remove(directory.toAbsolutePath());
    }

    private static void halt(int status) {
        if (status != 0)
            SERVED.stream()
                    .map(directory -> new DiskFailed(directory, null).getMessage())
                    .forEach(System.err::println);
        Runtime.getRuntime().halt(status == 0 || SERVED.isEmpty() ? status : DiskFailed.EXIT_CODE);
    }
}
