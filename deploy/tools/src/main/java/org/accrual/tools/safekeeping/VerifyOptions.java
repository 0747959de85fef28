package org.accrual.tools.safekeeping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

    /** @throws Source.Unusable if an option is unknown or lacks its value */
    static VerifyOptions parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        List<String> ofSource = new ArrayList<>();
        Path key = null;
        Path copy = null;
        while (!rest.isEmpty()) {
            String argument = rest.pop();
            switch (argument) {
                case "--key" -> key = Path.of(Source.value(argument, rest));
                case "--checkpoint" -> copy = Path.of(Source.value(argument, rest));
                default -> ofSource.add(argument);
            }
        }
        Source source = Source.parse(ofSource.toArray(String[]::new));
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
