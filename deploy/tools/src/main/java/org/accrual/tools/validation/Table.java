package org.accrual.tools.validation;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Named columns of text; a missing value is null. Read from a CSV file or from rows inside a case. */
final class Table {

    private final Map<String, String[]> columns;
    private final int rows;
    /** All rows, before those with missing values were left out. */
    private final Table whole;

    private Table(Map<String, String[]> columns, int rows, Table whole) {
        this.columns = columns;
        this.rows = rows;
        this.whole = whole == null ? this : whole;
    }

    /** @throws IOException that names the file, if it can't be read or a row has another number of cells than the first */
    static Table readCsv(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            List<NamedCsvRecord> records = reader.stream().toList();
            Map<String, String[]> columns = new LinkedHashMap<>();
            List<String> names =
                    records.isEmpty() ? List.of() : records.getFirst().getHeader();
            for (String name : names) {
                columns.put(
                        name,
                        records.stream()
                                .map(record -> missingAsNull(record.getField(name)))
                                .toArray(String[]::new));
            }
            return new Table(columns, records.size(), null);
        } catch (CsvParseException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static Table ofRows(JsonNode rows) {
        Map<String, String[]> columns = new LinkedHashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            for (Map.Entry<String, JsonNode> cell : rows.get(row).properties()) {
                JsonNode value = cell.getValue();
                columns.computeIfAbsent(cell.getKey(), name -> new String[rows.size()])[row] =
                        value.isNull() ? null : missingAsNull(value.asString());
            }
        }
        return new Table(columns, rows.size(), null);
    }

    private static String missingAsNull(String cell) {
        String trimmed = cell.trim();
        return trimmed.isEmpty() || trimmed.equals("NA") ? null : trimmed;
    }

    int rows() {
        return rows;
    }

    /** The rows in which none of the named columns is missing. */
    Table complete(List<String> names) {
        int[] kept = java.util.stream.IntStream.range(0, rows)
                .filter(row -> names.stream().allMatch(name -> text(name)[row] != null))
                .toArray();
        Map<String, String[]> selected = new LinkedHashMap<>();
        columns.forEach((name, values) -> selected.put(
                name, Arrays.stream(kept).mapToObj(row -> values[row]).toArray(String[]::new)));
        return new Table(selected, kept.length, whole);
    }

    String[] text(String name) {
        String[] column = columns.get(name);
        if (column == null) {
            throw new Unsupported("no column " + name);
        }
        return column;
    }

    double[] numbers(String name) {
        return Arrays.stream(text(name)).mapToDouble(Table::number).toArray();
    }

    private static double number(String cell) {
        return switch (cell) {
            case "TRUE" -> 1;
            case "FALSE" -> 0;
            default -> Double.parseDouble(cell);
        };
    }

    /** Whether every value present is a number; a column of TRUE and FALSE is text, as a factor. */
    boolean isNumeric(String name) {
        return Arrays.stream(whole.text(name)).allMatch(cell -> cell == null || looksNumeric(cell));
    }

    static boolean looksNumeric(String cell) {
        try {
            Double.parseDouble(cell);
            return true;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    /** Values of an event column: 0/1, FALSE/TRUE, or 1/2 where 2 is the event. */
    boolean[] events(String name) {
        double[] values = numbers(name);
        double highest = Arrays.stream(values).max().orElse(0);
        double event = highest == 2 ? 2 : 1;
        boolean[] events = new boolean[values.length];
        for (int row = 0; row < values.length; row++) {
            if (values[row] != event && values[row] != event - 1) {
                throw new Unsupported("event column " + name + " holds " + values[row]);
            }
            events[row] = values[row] == event;
        }
        return events;
    }

    /** The levels of a factor, those included that only rows with missing values have: R keeps them. */
    List<String> levelsOfAllRows(String name) {
        return whole.levels(name);
    }

    /** The distinct values present: numbers in numeric order, text in its natural order. */
    List<String> levels(String name) {
        List<String> distinct = Arrays.stream(text(name))
                .filter(cell -> cell != null)
                .distinct()
                .toList();
        return isNumeric(name)
                ? distinct.stream()
                        .sorted(java.util.Comparator.comparingDouble(Double::parseDouble))
                        .toList()
                : distinct.stream().sorted().toList();
    }
}
