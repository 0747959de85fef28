package org.accrual.chaos.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.accrual.log.audit.CheckpointSigner;

/** One pair of keys, of which each service has a copy on a disk of its own: beside it, it keeps what it has signed. */
record SigningKeys(Path directory) {
    private static final String PRIVATE = "checkpoint.key";
    private static final String PUBLIC = "checkpoint.pub";

    static SigningKeys create(Path directory) {
        try {
            Files.createDirectory(directory);
            CheckpointSigner.create(directory.resolve(PRIVATE));
            return new SigningKeys(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path publicKey() {
        return directory.resolve(PUBLIC);
    }

    /** @return the private key; the public one lies beside it */
    Path copyFor(int service) {
        try {
            Path own = Files.createDirectory(directory.resolve("service-" + service));
            Files.copy(publicKey(), own.resolve(PUBLIC));
            return Files.copy(directory.resolve(PRIVATE), own.resolve(PRIVATE), StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
