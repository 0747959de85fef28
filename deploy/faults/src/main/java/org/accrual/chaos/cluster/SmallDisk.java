package org.accrual.chaos.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.accrual.chaos.process.Await;
import org.accrual.chaos.process.OsProcess;

/** A file system of bounded size, in memory, that can be filled to its last byte, or be made read-only. */
public final class SmallDisk {
    /** More than a campaign writes, and little enough to be filled at once. */
    private static final int SIZE_MIB = 512;

    private static final Duration FREE_WITHIN = Duration.ofSeconds(10);
    private static final int CHUNK_BYTES = 64 * 1_024;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** @return empty if this process has no namespace of its own, where a mount would end with it, or may not mount */
    static Optional<SmallDisk> mount(Path directory) {
        if (!Boolean.getBoolean("accrual.chaos.mount")) return Optional.empty();
        try {
            Files.createDirectories(directory);
            OsProcess.run(
                    List.of("mount", "-t", "tmpfs", "-o", "size=" + SIZE_MIB + "m", "tmpfs", directory.toString()));
            return Optional.of(new SmallDisk(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException notAllowed) {
            return Optional.empty();
        }
    }

    /** Leaves not a byte free. */
    public void fill() {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            for (long written = 0; written <= SIZE_MIB * 1_048_576L; written += CHUNK_BYTES) out.write(chunk);
        } catch (IOException full) {
            return;
        }
        throw new IllegalStateException(directory + " has no bound");
    }

    public void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody may use it at the moment; of a process that has just ended, the system may hold files for a moment more. */
    public void makeReadOnly() {
        Await.until("read-only disk", FREE_WITHIN, () -> remount("ro"));
    }

    public void makeWritable() {
        Await.until("writable disk", FREE_WITHIN, () -> remount("rw"));
    }

    private boolean remount(String how) {
        try {
            OsProcess.run(List.of("mount", "-o", "remount," + how, directory.toString()));
            return true;
        } catch (IllegalStateException busy) {
            return false;
        }
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    void unmount() {
        OsProcess.run(List.of("umount", "-l", directory.toString()));
    }
}
