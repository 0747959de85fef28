package org.accrual.log.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyFileTest {
    @TempDir
    Path folder;

    @Test
    void isReadBackByItsOwnerAlone() throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey created = MasterKey.create(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        PatientKey key = PatientKey.generate("k1");
        assertThat(MasterKey.fromFile(file).unwrap("k1", created.wrap(key)).secret())
                .isEqualTo(key.secret());
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void isNeverReplaced() throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey.create(file);
        byte[] before = Files.readAllBytes(file);
        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> MasterKey.create(file));
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void isRefusedIfOthersMayReadIt() throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey.create(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> MasterKey.fromFile(file))
                .withMessageContaining("chmod 600");
    }

    @Test
    void isRefusedIfItIsNoKey() throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey.create(file);
        Files.writeString(file, "abc");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> MasterKey.fromFile(file));
    }
}
