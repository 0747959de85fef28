package org.accrual.query.audit;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.accrual.query.audit.AuditEntry.FieldChange;
import org.accrual.study.events.Administration.DataOrigin;
import tools.jackson.databind.JsonNode;

/**
 * The audit trail as a table by RFC 4180: a row for each field that an event changed, or one for an event that changed
 * none. Cells that a spreadsheet would take for a formula get an apostrophe in front.
 */
final class AuditCsv {
    private static final List<String> HEADER = List.of(
            "recordedAt",
            "actor",
            "role",
            "type",
            "study",
            "origin",
            "center",
            "patient",
            "sequence",
            "event",
            "target",
            "field",
            "oldValue",
            "newValue",
            "reason",
            "text",
            "erased",
            "command",
            "position",
            "hash",
            "predecessor");

    /**
     * Where a formula would begin, its sign also full-width: at the text's start, and behind what some spreadsheets take
     * for the end of a cell (a semicolon, a tab, a line end), blanks and quotes between.
     */
    private static final Pattern FORMULA = Pattern.compile(
            "^(?=[\\t\\r\\n])|(^|[;\\t\\r\\n\\u0085\\u2028\\u2029])([\\s\\u00a0\\u3000\"']*)(?=[=+\\-@＝＋－＠])");

    private static final FieldChange NONE = new FieldChange("", null, null);

    private final CsvWriter csv;

    /** Writes the header; whoever owns {@code out} closes it. */
    AuditCsv(Writer out) {
        this.csv = CsvWriter.builder().build(out);
        csv.writeRecord(HEADER);
    }

    /** One or more rows. */
    void write(AuditEntry entry, DataOrigin origin) {
        List<FieldChange> changes = entry.changes().isEmpty() ? List.of(NONE) : entry.changes();
        changes.forEach(change -> csv.writeRecord(
                row(entry, origin, change).stream().map(AuditCsv::harmless).toList()));
    }

    /** Passes on what is still held back. */
    void flush() throws IOException {
        csv.flush();
    }

    private static List<String> row(AuditEntry entry, DataOrigin origin, FieldChange change) {
        return List.of(
                text(entry.recordedAt()),
                entry.actor(),
                text(entry.role()),
                entry.type(),
                text(entry.study()),
                text(origin),
                text(entry.center()),
                text(entry.patient()),
                text(entry.sequence()),
                text(entry.event()),
                text(entry.target()),
                change.field(),
                value(change.oldValue()),
                value(change.newValue()),
                text(entry.reason()),
                text(entry.text()),
                text(entry.erased()),
                text(entry.command()),
                entry.position(),
                entry.hash(),
                entry.predecessor());
    }

    private static String harmless(String text) {
        return FORMULA.matcher(text)
                .replaceAll(it -> Objects.toString(it.group(1), "") + Objects.toString(it.group(2), "") + "'");
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static String value(JsonNode value) {
        if (value == null) return "";
        return value.isString() ? value.stringValue() : value.toString();
    }
}
