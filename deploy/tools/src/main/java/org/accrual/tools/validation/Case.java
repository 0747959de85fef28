package org.accrual.tools.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One case of a folder: what to compute, on which rows, and what is expected. */
record Case(String file, JsonNode node, Path folder) {

    private static final Set<String> DESCRIPTIVE = Set.of("id", "method", "expect", "csv", "data", "note", "comment");

    String id() {
        return node.path("id").asString("?");
    }

    String method() {
        return node.path("method").asString("?");
    }

    JsonNode expected() {
        return node.path("expect");
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    String text(String field) {
        if (!has(field)) {
            throw new Unsupported("no field " + field);
        }
        return node.get(field).asString();
    }

    String textOr(String field, String otherwise) {
        return has(field) ? text(field) : otherwise;
    }

    double numberOr(String field, double otherwise) {
        return has(field) ? node.get(field).asDouble() : otherwise;
    }

    /** A list of texts; a single text is a list of one, as R's JSON has it. */
    List<String> texts(String field) {
        return texts(node.path(field));
    }

    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> texts.add(element.asString()));
        } else if (!node.isMissingNode() && !node.isNull()) {
            texts.add(node.asString());
        }
        return texts;
    }

    double[] numbers(String field) {
        return numbers(node.path(field));
    }

    /** Numbers of the expected answer that belong to the question: for whom a prediction is asked, say. */
    double[] expectedNumbers(String field) {
        return numbers(expected().path(field));
    }

    private static double[] numbers(JsonNode list) {
        if (list.isNumber()) {
            return new double[] {list.asDouble()};
        }
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i).isNull() ? Double.NaN : list.get(i).asDouble();
        }
        return numbers;
    }

    /** Refuses to compute anything if the case carries an instruction that the method does not know. */
    void allowOnly(String... fields) {
        Set<String> known = Set.of(fields);
        for (String field : node.propertyNames()) {
            boolean set = !node.get(field).isNull();
            if (set && !DESCRIPTIVE.contains(field) && !known.contains(field)) {
                throw new Unsupported("field " + field);
            }
        }
    }

    Formula formula() {
        return Formula.parse(text("formula"));
    }

    Table table() throws IOException {
        if (has("data")) {
            return Table.ofRows(node.get("data"));
        }
        Path csv = folder.resolve(text("csv")).normalize();
        if (!csv.startsWith(folder)) {
            throw new IOException(csv + " lies outside " + folder);
        }
        return Table.readCsv(csv);
    }
}
