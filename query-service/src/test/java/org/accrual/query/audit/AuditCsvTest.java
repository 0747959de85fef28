package org.accrual.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.accrual.query.audit.AuditEntry.FieldChange;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.words.EventId;
import org.accrual.study.words.StudyId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.StringNode;

class AuditCsvTest {
    private static final EventId EVENT = new EventId(UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301"));

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a,b", "say \"no\"", "two\nlines", "and\r\nthree", " ", "a=1"})
    void readsBackAsItWasSaid(String text) throws IOException {
        assertThat(readBack(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "=\"a\",b", "\t=1", "\r=1"})
    void disarmsFormulas(String text) throws IOException {
        assertThat(readBack(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x;=1+1 | x;'=1+1",
                "x; \"+1 | x; \"'+1",
                "＝1+1 | '＝1+1",
                "x;＠A | x;'＠A",
                "a=1+1;b-2 | a=1+1;b-2",
                "`[1,-2]` | `[1,-2]`"
            })
    void disarmsFormulasWhereverACellMayBegin(String text, String expected) throws IOException {
        assertThat(readBack(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u2028", "\t"})
    void disarmsFormulasBehindALineBreak(String end) throws IOException {
        assertThat(readBack("x" + end + "=1")).isEqualTo("x" + end + "'=1");
    }

    @Test
    void quotesAsTheStandardSays() throws IOException {
        assertThat(written("say \"no\"").lines())
                .hasSize(2)
                .anySatisfy(row -> assertThat(row).contains(",\"say \"\"no\"\"\","));
        assertThat(written("plain")).contains(",plain,").endsWith("\r\n");
    }

    private static String readBack(String newValue) throws IOException {
        try (var reader = CsvReader.builder().ofNamedCsvRecord(written(newValue))) {
            return reader.stream().findFirst().orElseThrow().getField("newValue");
        }
    }

    private static String written(String newValue) throws IOException {
        StringWriter out = new StringWriter();
        AuditCsv csv = new AuditCsv(out);
        csv.write(entry(new FieldChange("procedure", null, StringNode.valueOf(newValue))), DataOrigin.SYNTHETIC);
        csv.flush();
        return out.toString();
    }

    private static AuditEntry entry(FieldChange change) {
        return new AuditEntry(
                EVENT,
                "ResectionPerformed",
                new StudyId("s1"),
                null,
                null,
                1,
                Instant.EPOCH,
                "someone",
                null,
                null,
                "p0:1",
                "hash",
                "predecessor",
                null,
                null,
                null,
                List.of(change),
                false);
    }
}
