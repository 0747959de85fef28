package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void keepsDataBesideTheCheckoutByDefault() {
        assertThat(Options.parse()).isEqualTo(new Options(Path.of("data"), null, null, null, false, false));
    }

    @Test
    void takesEveryOption() {
        assertThat(parse("--data /d --port 0 --kafka k:9092 --mongo mongodb://m/x --demo --exit"))
                .isEqualTo(new Options(Path.of("/d"), 0, "k:9092", "mongodb://m/x", true, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--oops",
                "demo",
                "--data",
                "--data --demo",
                "--port x",
                "--port -1",
                "--port 65536",
                "--demo --demo",
                "--exit"
            })
    void refusesWhatItDoesNotUnderstand(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(Options.Unusable.class);
    }

    private static Options parse(String line) {
        return Options.parse(line.split(" "));
    }
}
