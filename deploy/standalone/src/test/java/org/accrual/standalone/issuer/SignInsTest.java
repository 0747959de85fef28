package org.accrual.standalone.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInsTest {
    @TempDir
    Path directory;

    private SignIns signIns() {
        return new SignIns(directory.resolve("sign-ins.jsonl"), () -> Instant.EPOCH);
    }

    @Test
    void areKeptForTheirOwnerAlone() throws Exception {
        signIns().record(SignIns.What.FAILED, "ana", "192.0.2.1");
        signIns().record(SignIns.What.SIGNED_IN, "ana", "192.0.2.1");
        assertThat(signIns().all())
                .extracting(SignIns.Entry::what)
                .containsExactly(SignIns.What.SIGNED_IN, SignIns.What.FAILED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("sign-ins.jsonl"))))
                .isEqualTo("rw-------");
    }

    @Test
    void holdNoLineThatSomebodyMadeUp() {
        signIns().record(SignIns.What.FAILED, "x\n{\"at\":\"1970-01-01T00:00:00Z\"}" + "y".repeat(1_000), "192.0.2.1");
        assertThat(signIns().all()).hasSize(1);
        assertThat(signIns().all().getFirst().user()).hasSizeLessThan(101).doesNotContain("\n");
    }

    @Test
    void areNotPushedOutByWhoeverKnocksOn() {
        SignIns signIns = signIns();
        for (int i = 0; i < 1_000; i++) signIns.record(SignIns.What.HELD_OFF, "ana", "192.0.2.1");
        assertThat(signIns.all()).hasSize(1);
    }

    @Test
    void takeABoundedPlace() throws Exception {
        SignIns signIns = signIns();
        Files.createFile(directory.resolve("sign-ins.jsonl"));
        String line = "{\"at\":\"1970-01-01T00:00:00Z\",\"what\":\"FAILED\",\"user\":\"ana\",\"address\":\"::1\"}\n";
        for (int round = 0; round < 3; round++) {
            Files.writeString(
                    directory.resolve("sign-ins.jsonl"), line.repeat((int) SignIns.FILE_BYTES_MAX / line.length()));
            for (int i = 0; i < 3; i++) signIns.record(SignIns.What.FAILED, "u".repeat(90), "192.0.2.1");
        }
        try (var files = Files.list(directory)) {
            assertThat(files.mapToLong(it -> it.toFile().length()).sum())
                    .isLessThan(2 * SignIns.FILE_BYTES_MAX + 1_000);
        }
    }
}
