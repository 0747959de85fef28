package org.accrual.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditCsvTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | plain",
                "a,b | \"a,b\"",
                "say \"no\" | \"say \"\"no\"\"\"",
                "=1+1 | '=1+1",
                "+1 | '+1",
                "-1 | '-1",
                "@SUM(A1) | '@SUM(A1)",
                "=\"a\",b | \"'=\"\"a\"\",b\"",
                "` ` | ` `"
            })
    void quotesAsTheStandardSaysAndDisarmsFormulas(String text, String cell) {
        assertThat(AuditCsv.cell(text)).isEqualTo(cell);
    }

    @ParameterizedTest
    @CsvSource({"'\t=1'", "'\r=1'"})
    void disarmsWhatHidesBehindWhitespace(String text) {
        assertThat(AuditCsv.cell(text)).doesNotStartWith("\t").doesNotStartWith("\r");
    }
}
