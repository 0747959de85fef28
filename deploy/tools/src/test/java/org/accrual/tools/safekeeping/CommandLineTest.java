package org.accrual.tools.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.accrual.standalone.CommandLines;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final Map<String, Supplier<Callable<Integer>>> TOOLS =
            Map.of("backup", Backup::new, "restore", Restore::new, "verify", Verify::new);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"backup", "restore", "verify"})
    void helpsWhoeverAsks(String tool) {
        assertThat(run(tool, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: deploy/" + tool).contains("--data=DIR", "--kafka=HOST:PORT");
    }

    @ParameterizedTest
    @CsvSource({
        "backup, file --oops, Unknown option",
        "backup, '', FILE",
        "backup, file another, another",
        "restore, file --key k, Unknown option",
        "restore, '', FILE",
        "verify, --oops, Unknown option",
        "verify, file, file",
        "verify, --data, --data",
        "verify, --data --key k, --data",
        "verify, --kafka=, HOST:PORT",
    })
    void refusesWhatItDoesNotUnderstandWithTheUsage(String tool, String line, String said) {
        assertThat(run(tool, line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(said).contains("Usage: deploy/" + tool);
    }

    private int run(String tool, String... line) {
        return CommandLines.of(TOOLS.get(tool).get())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }
}
