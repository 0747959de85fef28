package org.accrual.log.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A file with a secret: whole or not there, on disk before it counts, for its owner's eyes alone. */
public final class OwnerOnlyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private OwnerOnlyFile() {}

    /** @throws FileAlreadyExistsException if there is a file: a secret is never replaced */
    public static void create(Path file, String asciiText) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished =
                Files.createTempFile(folder, "secret", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            write(unfinished, asciiText);
            Files.createLink(file, unfinished);
        } finally {
            Files.delete(unfinished);
        }
        FolderSync.force(folder);
    }

    private static void write(Path file, String asciiText) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer text = ByteBuffer.wrap(asciiText.getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
    }

    /** @throws IOException if it can't be read, or others than its owner may */
    public static String read(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException("others than its owner may use " + file + ": chmod 600 it");
        }
        return Files.readString(file, StandardCharsets.US_ASCII);
    }
}
