package org.accrual.tools.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    static Table readCsv(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .toList();
        List<String> names = splitCsv(lines.getFirst());
        Map<String, String[]> columns = new LinkedHashMap<>();
        for (String name : names) {
            columns.put(name, new String[lines.size() - 1]);
        }
        for (int row = 1; row < lines.size(); row++) {
            List<String> cells = splitCsv(lines.get(row));
            if (cells.size() != names.size()) {
                throw new IOException(
                        "%s, line %d: %d cells instead of %d".formatted(file, row + 1, cells.size(), names.size()));
            }
            for (int column = 0; column < names.size(); column++) {
                columns.get(names.get(column))[row - 1] = missingAsNull(cells.get(column));
            }
        }
        return new Table(columns, lines.size() - 1, null);
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

    private static List<String> splitCsv(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
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
