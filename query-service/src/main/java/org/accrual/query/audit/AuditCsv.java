package org.accrual.query.audit;

import java.util.List;
import java.util.stream.Collectors;
import org.accrual.query.views.AuditEntry;
import org.accrual.query.views.AuditEntry.FieldChange;
import org.accrual.study.events.Administration.DataOrigin;
import tools.jackson.databind.JsonNode;

/**
 * The audit trail as a table by RFC 4180: a row for each field that an event changed, or one for an event that changed
 * none. Cells that a spreadsheet would take for a formula get an apostrophe in front.
 */
final class AuditCsv {
    static final String HEADER = row(List.of(
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
            "predecessor"));

    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final FieldChange NONE = new FieldChange("", null, null);

    private AuditCsv() {}

    /** One or more rows, each with its line end. */
    static String rows(AuditEntry entry, DataOrigin origin) {
        List<FieldChange> changes = entry.changes().isEmpty() ? List.of(NONE) : entry.changes();
        return changes.stream().map(change -> row(entry, origin, change)).collect(Collectors.joining());
    }

    private static String row(AuditEntry entry, DataOrigin origin, FieldChange change) {
        return row(List.of(
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
                entry.predecessor()));
    }

    private static String row(List<String> cells) {
        return cells.stream().map(AuditCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    static String cell(String text) {
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        String harmless = formula ? "'" + text : text;
        boolean quoted = harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return quoted ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static String value(JsonNode value) {
        if (value == null) return "";
        return value.isString() ? value.stringValue() : value.toString();
    }
}
