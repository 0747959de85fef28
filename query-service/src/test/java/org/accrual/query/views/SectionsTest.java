package org.accrual.query.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SectionsTest {
    record Number(int value) {}

    record Renamed(int number) {}

    record Deeper(List<Number> numbers) {}

    record DeeperRenamed(List<Renamed> numbers) {}

    private record Made<R>(String name, int version, Class<R> form) implements Section<Clinical, R> {
        @Override
        public SubjectState<Clinical> state() {
            return SubjectState.CLINICAL;
        }

        @Override
        public R of(Clinical state) {
            throw new UnsupportedOperationException("nothing is folded here");
        }
    }

    private static String format(Section<?, ?>... sections) {
        return new Sections(List.of(sections)).format();
    }

    @Test
    void namesEveryChangeOfFormOrMeaning() {
        var formats = List.of(
                format(),
                format(new Made<>("a", 1, Number.class)),
                format(new Made<>("a", 2, Number.class)),
                format(new Made<>("b", 1, Number.class)),
                format(new Made<>("a", 1, Renamed.class)),
                format(new Made<>("a", 1, Deeper.class)),
                format(new Made<>("a", 1, DeeperRenamed.class)),
                format(new Made<>("a", 1, Number.class), new Made<>("b", 1, Number.class)));
        assertThat(formats).doesNotHaveDuplicates();
    }

    @Test
    void namesTheSameWhateverTheOrder() {
        var a = new Made<>("a", 1, Number.class);
        var b = new Made<>("b", 1, Deeper.class);
        assertThat(format(a, b)).isEqualTo(format(b, a));
    }

    @Test
    void refusesTwoOfOneName() {
        assertThatThrownBy(() -> format(new Made<>("a", 1, Number.class), new Made<>("a", 2, Renamed.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'");
    }
}
