package org.accrual.tools.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    @TempDir
    Path folder;

    @Test
    void readsQuotedLineBreaksCommasAndQuotesAndWhatIsMissing() throws IOException {
        Table table = read("""
                site,days,note
                "Paris, France",12,"two
                lines"
                Lyon,NA,"say ""no""\"
                """);
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.text("site")).containsExactly("Paris, France", "Lyon");
        assertThat(table.text("days")).containsExactly("12", null);
        assertThat(table.text("note")).containsExactly("two\nlines", "say \"no\"");
    }

    @Test
    void refusesARowWithACellTooManyAndSaysWhere() {
        assertThatThrownBy(() -> read("a,b\n1,2\n1,2,3\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("rows.csv")
                .hasStackTraceContaining("3");
    }

    private Table read(String csv) throws IOException {
        return Table.readCsv(Files.writeString(folder.resolve("rows.csv"), csv));
    }
}
