package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.accrual.log.audit.CheckpointSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
    private static final int NOBODY = 65_534;

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
    void closesWhatSomebodyMadeByHand() throws Exception {
        Path root = Files.createDirectory(parent.resolve("data"));
        Path log = Files.createDirectories(root.resolve("kafka/study-events-0"));
        Path segment = Files.writeString(log.resolve("00000000000000000000.log"), "");
        Path key = Files.writeString(Files.createDirectory(root.resolve("keys")).resolve("master.key"), "");
        for (Path path : List.of(root, root.resolve("kafka"), log, segment, key))
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        DataDirectory.open(root).close();
        assertThat(List.of(root, root.resolve("kafka"), log))
                .allSatisfy(path -> assertThat(permissions(path)).isEqualTo("rwx------"));
        assertThat(List.of(segment, key))
                .allSatisfy(path -> assertThat(permissions(path)).isEqualTo("rw-------"));
    }

    @Test
    void refusesALinkToElsewhere() throws Exception {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Path root = Files.createDirectory(parent.resolve("data"));
        Files.createSymbolicLink(root.resolve("kafka"), elsewhere);
        assertRefused(root, root.toRealPath().resolve("kafka") + " is a symbolic link");
    }

    @Test
    void refusesWhatAnotherMayReplace() throws Exception {
        Path shared = Files.createDirectory(parent.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path root = shared.resolve("data");
        assertRefused(root, "everybody may write in " + shared.toRealPath());
        // As in /tmp: everybody may add, nobody may replace.
        Files.setAttribute(shared, "unix:mode", 01777);
        DataDirectory.open(root).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "keys", "keys/master.key"})
    void refusesWhatBelongsToAnother(String path) throws Exception {
        assumeTrue(new UnixSystem().getUid() == 0, "NOT TESTED: only root can give a file away");
        Path root = Files.createDirectory(parent.resolve("data"));
        Files.writeString(Files.createDirectory(root.resolve("keys")).resolve("master.key"), "");
        Files.setAttribute(root.resolve(path), "unix:uid", NOBODY);
        assertRefused(root, root.toRealPath().resolve(path) + " belongs to ");
    }

    private static void assertRefused(Path root, String why) {
        assertThatThrownBy(() -> DataDirectory.open(root))
                .isInstanceOf(DataDirectory.Unusable.class)
                .hasMessageStartingWith(why);
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
