package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Options asked;

    @Test
    void keepsDataBesideTheCheckoutByDefault() {
        assertThat(start()).isZero();
        assertThat(asked).isEqualTo(new Options(Path.of("data"), null, null, null, false, false));
    }

    @Test
    void takesEveryOption() {
        start("--data /d --port 0 --kafka k:9092 --mongo mongodb://m/x --demo --exit".split(" "));
        assertThat(asked).isEqualTo(new Options(Path.of("/d"), 0, "k:9092", "mongodb://m/x", true, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--oops",
                "--dat",
                "demo",
                "--data",
                "--data --demo",
                "--data=",
                "--port x",
                "--port -1",
                "--port 65536",
                "--demo --demo",
                "--exit"
            })
    void refusesWhatItDoesNotUnderstandWithTheUsage(String line) {
        assertThat(start(line.split(" "))).isEqualTo(2);
        assertThat(asked).isNull();
        assertThat(err.toString().lines().skip(1)).anyMatch(said -> said.startsWith("Usage: deploy/start "));
    }

    @Test
    void helpsWhoeverAsks() {
        assertThat(start("--help")).isZero();
        assertThat(asked).isNull();
        assertThat(out.toString())
                .contains("[--data=DIR]", "[--port=N]", "[--kafka=HOST:PORT]", "[--mongo=URI]", "[--demo [--exit]]");
    }

    private int start(String... line) {
        return CommandLines.of(new Start(options -> {
                    asked = options;
                    return 0;
                }))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }
}
