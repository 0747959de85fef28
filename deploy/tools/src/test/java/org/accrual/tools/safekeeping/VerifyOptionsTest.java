package org.accrual.tools.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.accrual.log.audit.CheckpointSigner;
import org.accrual.log.audit.CheckpointVerifier;
import org.accrual.log.audit.LogVerifier;
import org.accrual.log.audit.VerifiedCheckpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyOptionsTest {
    @TempDir
    Path folder;

    @Test
    void takesTheKeyAndTheKeptCheckpointOfTheDataDirectory() throws IOException {
        Files.createDirectory(folder.resolve("keys"));
        Files.createFile(folder.resolve("keys/checkpoint.last"));
        VerifyOptions options = VerifyOptions.of(new Source(folder, null, null), null, null);
        assertThat(options.key()).isEqualTo(folder.resolve("keys/checkpoint.pub"));
        assertThat(options.copy()).isEqualTo(folder.resolve("keys/checkpoint.last"));
    }

    @Test
    void takesThoseThatAreNamed() {
        VerifyOptions options =
                VerifyOptions.of(new Source(folder, null, null), Path.of("some.pub"), Path.of("some.copy"));
        assertThat(options.key()).isEqualTo(Path.of("some.pub"));
        assertThat(options.copy()).isEqualTo(Path.of("some.copy"));
    }

    @Test
    void readsACopyThatWasKept() throws IOException {
        CheckpointSigner signer = CheckpointSigner.create(folder.resolve("checkpoint.key"));
        VerifiedCheckpoint signed = signer.verifier()
                .verify(signer.sign(new LogVerifier("study-events", 1, signer.verifier()).next(Instant.EPOCH)));
        Path copy = Files.writeString(folder.resolve("copy"), signed.text());
        assertThat(options(copy).copies(signer.verifier()))
                .extracting(VerifiedCheckpoint::checkpoint)
                .containsExactly(signed.checkpoint());
        Files.writeString(copy, signed.text().replace("number 1", "number 2"));
        assertThatThrownBy(() -> options(copy).copies(signer.verifier()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its signature is not the public key's");
    }

    @Test
    void saysWhatIsWrongWithAKeyOrACopy() throws IOException {
        CheckpointSigner signer = CheckpointSigner.create(folder.resolve("checkpoint.key"));
        assertThatThrownBy(() -> options(folder.resolve("none")).copies(signer.verifier()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no checkpoint");
        assertThatThrownBy(() -> CheckpointVerifier.fromFile(folder.resolve("none.pub")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no public key");
        Path damaged = Files.writeString(
                folder.resolve("damaged.pub"), "-----BEGIN PUBLIC KEY-----\nM\n-----END PUBLIC KEY-----\n");
        assertThatThrownBy(() -> CheckpointVerifier.fromFile(damaged))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    private static VerifyOptions options(Path copy) {
        return VerifyOptions.of(new Source(Path.of("data"), null, null), Path.of("some.pub"), copy);
    }
}
