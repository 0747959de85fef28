package org.accrual.command.eventstore.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.accrual.log.audit.CheckpointVerifier;
import org.accrual.log.audit.VerifiedCheckpoint;

/**
 * The last checkpoint that this instance knows, in a file beside the key that signs: whoever can rewrite the log and its
 * checkpoints while nobody reads them can't rewrite this one, too. It is also a copy for {@code deploy/verify}.
 */
final class KeptCheckpoint {
    private final Path file;

    private KeptCheckpoint(Path file) {
        this.file = file;
    }

    /** {@code checkpoint.last} beside {@code checkpoint.key}. */
    static KeptCheckpoint beside(Path privateKey) {
        String name = privateKey.getFileName().toString();
        return new KeptCheckpoint(
                privateKey.toAbsolutePath().resolveSibling(name.replaceFirst("\\.[^.]*$", "") + ".last"));
    }

    Path file() {
        return file;
    }

    boolean isThere() {
        return Files.exists(file);
    }

    /**
     * Empty if none is kept.
     *
     * @throws IOException if the file can't be read
     * @throws IllegalArgumentException if it holds no checkpoint of this key
     */
    Optional<VerifiedCheckpoint> read(CheckpointVerifier signatures) throws IOException {
        return isThere()
                ? Optional.of(VerifiedCheckpoint.parse(Files.readString(file, StandardCharsets.ISO_8859_1), signatures))
                : Optional.empty();
    }

    /** Replaces the one before: after a crash the file holds the one or the other, whole. */
    void write(VerifiedCheckpoint checkpoint) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer text = ByteBuffer.wrap(checkpoint.text().getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
