package org.accrual.broker;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory can't be written: its disk is full, read-only, or fails. The message is for whoever runs the program: what
 * happened, what it means for the log, and what to do.
 */
public final class DiskFailed extends RuntimeException {
    /** What a program ends with then, and for no other reason: {@code EX_IOERR} of {@code sysexits.h}. */
    public static final int EXIT_CODE = 74;

    private static final String THEN =
            ", then start again. Nothing that was acknowledged is lost; repeat what was not answered.";
    /** Kafka can do nothing in less. */
    private static final long ROOM_LEAST_BYTES = 1_048_576;

    /** @param causeOrNull what was tried in vain */
    public DiskFailed(Path directory, Throwable causeOrNull) {
        super(sentence(directory), causeOrNull);
    }

    /** Whether the directory, or where it would be created, lies on a disk that is full or read-only. */
    public static boolean isUnwritable(Path directory) {
        try {
            FileStore store = store(directory);
            return store.isReadOnly() || store.getUsableSpace() < ROOM_LEAST_BYTES;
        } catch (IOException e) {
            return true;
        }
    }

    private static String sentence(Path directory) {
        return "The log can't be used: " + directory + " " + state(directory);
    }

    private static String state(Path directory) {
        try {
            FileStore store = store(directory);
            if (store.isReadOnly()) return "lies on a disk that is read-only. Make it writable" + THEN;
            if (store.getUsableSpace() < ROOM_LEAST_BYTES) return "lies on a disk that is full. Make room there" + THEN;
            return "can't be read or written as it should. See whether the disk and all files are whole; restore a"
                    + " backup if they are not.";
        } catch (IOException e) {
            return "can't be reached (" + e + "). See whether the disk is whole";
        }
    }

    private static FileStore store(Path directory) throws IOException {
        Path existing = directory.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) existing = existing.getParent();
        return Files.getFileStore(existing);
    }
}
