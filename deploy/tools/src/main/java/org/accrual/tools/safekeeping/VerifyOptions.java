package org.accrual.tools.safekeeping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.accrual.log.audit.CheckpointVerifier;
import org.accrual.log.audit.VerifiedCheckpoint;

/**
 * What {@code deploy/verify} is to look at.
 *
 * @param key the file with the public key
 * @param copy the file with a copy of a checkpoint, or null
 */
record VerifyOptions(Source source, Path key, Path copy) {

    /**
     * @param key null for the data directory's
     * @param copy null for the one beside the key, if there is one
     */
    static VerifyOptions of(Source source, Path key, Path copy) {
        Path keyOrDefault = key == null ? Verify.publicKey(source.data()) : key;
        return new VerifyOptions(source, keyOrDefault, copy == null ? keptBeside(keyOrDefault) : copy);
    }

    /** The last checkpoint that the service knew, which it keeps beside its keys. */
    private static Path keptBeside(Path key) {
        String name = key.getFileName().toString();
        Path kept = key.resolveSibling(name.replaceFirst("\\.[^.]*$", "") + ".last");
        return Files.exists(kept) ? kept : null;
    }

    /** @throws IOException if the file can't be read, or holds no checkpoint that was signed with this key */
    List<VerifiedCheckpoint> copies(CheckpointVerifier signatures) throws IOException {
        if (copy == null) {
            return List.of();
        }
        try {
            String text = Files.readString(copy, StandardCharsets.ISO_8859_1);
            return List.of(VerifiedCheckpoint.parse(text, signatures));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no checkpoint " + copy, e);
        } catch (IllegalArgumentException e) {
            throw new IOException(copy + " holds no checkpoint of this signer: " + e.getMessage(), e);
        }
    }
}
