package org.accrual.query.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectNumbersTest {
    @ParameterizedTest(name = "{0} before {1}")
    @CsvSource({"S2,S10", "S02,S2", "S9-1,S10-0", "a,b", "S1,S1a", "'',1", "9999999999999999999,10000000000000000000"})
    void comeInTheOrderOfTheirNumbers(String first, String second) {
        assertThat(SubjectNumbers.inOrder(List.of(first, second), number -> number))
                .containsExactly(first, second);
        assertThat(SubjectNumbers.inOrder(List.of(second, first), number -> number))
                .containsExactly(first, second);
    }
}
