package org.accrual.standalone.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.password.PasswordEncoder;

class AccountsTest {
    private static final PasswordEncoder ENCODER = LocalIssuer.encoder();

    @TempDir
    Path directory;

    private void people(String entry, int second) throws Exception {
        Path file = directory.resolve("people.json");
        Files.writeString(
                file,
                "[{\"user\":\"ana\",\"name\":\"A\",\"subject\":\"1\",\"roles\":[\"MONITOR\"],\"studies\":[\"*\"],"
                        + "\"centers\":[],\"disclosure\":\"AGGREGATE\"" + entry + "}]");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(second)));
    }

    private Accounts open() {
        Path file = directory.resolve("accounts.json");
        Accounts before = Accounts.read(file);
        Path imported = directory.resolve("people.json");
        return before.with(People.open(imported, before.users()), imported, file, ENCODER);
    }

    @Test
    void holdHashesOfThePasswordsThatPeopleBring() throws Exception {
        people(",\"password\":\"correct horse\"", -10);
        String hash = open().hash("ana").orElseThrow();
        assertThat(hash).startsWith("{argon2}$argon2id$");
        assertThat(ENCODER.matches("correct horse", hash)).isTrue();
        assertThat(ENCODER.matches("another", hash)).isFalse();
        Path file = directory.resolve("accounts.json");
        assertThat(Files.readString(file)).doesNotContain("correct horse");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(open().hash("ana")).as("at the next start").contains(hash);
    }

    @Test
    void keepAPasswordThatWasDeletedFromTheImport() throws Exception {
        people(",\"password\":\"correct horse\"", -10);
        String hash = open().hash("ana").orElseThrow();
        people("", 10);
        assertThat(open().hash("ana")).contains(hash);
        assertThat(Files.readString(directory.resolve("people.json"))).doesNotContain("password");
    }

    @Test
    void takeOverANewPassword() throws Exception {
        people(",\"password\":\"correct horse\"", -10);
        open();
        people(",\"password\":\"battery staple\"", 10);
        assertThat(ENCODER.matches("battery staple", open().hash("ana").orElseThrow()))
                .isTrue();
    }
}
