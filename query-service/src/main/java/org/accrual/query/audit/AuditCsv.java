package org.accrual.query.audit;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
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

    private static final String FORMULA_STARTS = "=+-@\t\r";
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
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static String value(JsonNode value) {
        if (value == null) return "";
        return value.isString() ? value.stringValue() : value.toString();
    }
}
