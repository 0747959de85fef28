package org.accrual.log.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is on disk can still be lost with its name: that stands in the folder. */
public final class FolderSync {
    private FolderSync() {}

    /** Returns when what was made, renamed or deleted in the folder is so on disk. */
    public static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
