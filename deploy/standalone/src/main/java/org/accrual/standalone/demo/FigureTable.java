package org.accrual.standalone.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.accrual.standalone.demo.Figure.Row;
import org.accrual.standalone.demo.Figure.Verdict;
import tools.jackson.databind.JsonNode;

/** Published beside computed, for people and for {@code grep}. */
final class FigureTable {
    /** What is wider runs on; the columns behind it give way. */
    private static final int WIDEST = 56;

    private FigureTable() {}

    /** @param answers each comparison's answer: what it says of its data is printed above its figures */
    static void print(List<Row> rows, Map<String, JsonNode> answers, PrintStream out) {
        int figure = width(rows, row -> row.figure().figure());
        int published = width(rows, row -> row.figure().published());
        int computed = width(rows, Row::computed);
        String line = "%-5s  %-" + figure + "s  %-" + published + "s  %-" + computed + "s  %s%n";
        out.println();
        out.printf(line, "paper", "figure", "published", "computed", "verdict");
        String study = "";
        for (Row row : rows) {
            if (!study.equals(row.figure().study().value())) {
                study = row.figure().study().value();
                heading(row, answers, out);
            }
            out.printf(
                    line,
                    row.figure().paper(),
                    row.figure().figure(),
                    row.figure().published(),
                    row.computed(),
                    row.verdict() + (row.reason() == null ? "" : ": " + row.reason()));
        }
        out.println();
        out.println((total(rows, Verdict.EQUAL) + total(rows, Verdict.BY_CONSTRUCTION)) + " equal, "
                + total(rows, Verdict.DIFFERS) + " differ, " + total(rows, Verdict.NOT_DERIVABLE) + " not derivable");
    }

    private static void heading(Row row, Map<String, JsonNode> answers, PrintStream out) {
        JsonNode answer = answers.get(row.figure().study() + " " + row.figure().plan());
        out.println();
        out.println(row.figure().paper() + "  " + answer.path("label").asString("") + "; months = "
                + answer.path("months").asString("") + "; position "
                + answer.path("position").asString(""));
        answer.path("plan").path("notes").forEach(note -> out.println("       " + note.asString("")));
    }

    private static int width(List<Row> rows, Function<Row, String> column) {
        return rows.stream()
                .map(column)
                .mapToInt(String::length)
                .filter(length -> length <= WIDEST)
                .max()
                .orElse(1);
    }

    private static long total(List<Row> rows, Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }
}
