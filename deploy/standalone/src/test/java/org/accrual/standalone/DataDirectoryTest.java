package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.accrual.log.audit.CheckpointSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void belongsToOneAtATime() {
        Path root = parent.resolve("data");
        DataDirectory first = DataDirectory.open(root);
        assertThatThrownBy(() -> DataDirectory.open(root))
                .isInstanceOf(DataDirectory.Unusable.class)
                .hasMessageContaining("another Accrual runs");
        first.close();
        DataDirectory.open(root).close();
    }

    @Test
    void isClosedToOthers() throws Exception {
        Path root = parent.resolve("data");
        try (DataDirectory data = DataDirectory.open(root)) {
            assertThat(permissions(root)).isEqualTo("rwx------");
            assertThat(permissions(data.masterKey())).isEqualTo("rw-------");
        }
    }

    @Test
    void forgetsWhereAKilledProcessListened() throws Exception {
        DataDirectory killed = DataDirectory.open(parent);
        killed.announce("address", "http://localhost:1");
        killed.close();
        try (DataDirectory data = DataDirectory.open(parent)) {
            assertThat(data.root().resolve("run")).isEmptyDirectory();
        }
    }

    @Test
    void keepsItsMasterKey() throws Exception {
        try (DataDirectory data = DataDirectory.open(parent)) {
            String first = Files.readString(data.masterKey());
            Files.createDirectory(data.kafka());
            assertThat(Files.readString(data.masterKey())).isEqualTo(first);
        }
    }

    @Test
    void makesNoNewMasterKeyForALogThatItCouldNotRead() throws Exception {
        try (DataDirectory data = DataDirectory.open(parent)) {
            Files.createDirectory(data.kafka());
            assertThatThrownBy(data::masterKey)
                    .isInstanceOf(DataDirectory.Unusable.class)
                    .hasMessageContaining("master.key is missing");
        }
    }

    @Test
    void makesNoNewKeyToSignALogWithThatAnotherHasSigned() throws Exception {
        try (DataDirectory data = DataDirectory.open(parent)) {
            Path key = data.checkpointKey();
            Files.createDirectory(data.kafka());
            assertThat(data.checkpointKey()).isEqualTo(key);
            Files.delete(key);
            assertThatThrownBy(data::checkpointKey)
                    .isInstanceOf(DataDirectory.Unusable.class)
                    .hasMessageContaining("checkpoint.key is missing");
        }
    }

    @Test
    void neverOverwritesThePublicKey() throws Exception {
        try (DataDirectory data = DataDirectory.open(parent)) {
            Path key = data.checkpointKey();
            Path publicKey = key.resolveSibling("checkpoint.pub");
            String before = Files.readString(publicKey);
            Files.delete(key);
            assertThatThrownBy(data::checkpointKey).isInstanceOf(DataDirectory.Unusable.class);
            assertThatThrownBy(() -> CheckpointSigner.create(key)).isInstanceOf(FileAlreadyExistsException.class);
            assertThat(publicKey).hasContent(before);
            assertThat(key).doesNotExist();
        }
    }

    @Test
    void startsOnNoLogThatIsHalfRestored() throws Exception {
        Files.createDirectories(parent.resolve("kafka.restoring"));
        assertThatThrownBy(() -> DataDirectory.open(parent))
                .isInstanceOf(DataDirectory.Unusable.class)
                .hasMessageContaining("was not finished");
        DataDirectory.openToRestore(parent).close();
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
