package org.accrual.query.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.StudyJson;
import tools.jackson.databind.JsonNode;

/** Events in words for people, from the same names that the log and the API use: nothing is named twice. */
public final class FactWords {
    /** They have columns of their own. */
    private static final Set<String> APART = Set.of("date", "source");

    private FactWords() {}

    /** {@code ImatinibStarted} as "Imatinib started". */
    public static String title(ClinicalEvent event) {
        String words = spaced(EventCodec.typeOf(event));
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** The payload's fields, "dose mg per day: 400 · line: 1". */
    public static String details(ClinicalEvent event) {
        var parts = new ArrayList<String>();
        for (var field : StudyJson.MAPPER.valueToTree(event).properties())
            if (!APART.contains(field.getKey())) parts.add(words(field.getKey()) + ": " + value(field.getValue()));
        return String.join(" · ", parts);
    }

    private static String value(JsonNode node) {
        if (node.isArray()) return String.join("; ", values(node));
        if (node.isObject()) {
            var parts = new ArrayList<String>();
            for (var field : node.properties()) parts.add(words(field.getKey()) + " " + value(field.getValue()));
            return String.join(", ", parts);
        }
        if (node.isBoolean()) return node.asBoolean() ? "yes" : "no";
        return constant(node.asString());
    }

    private static List<String> values(JsonNode array) {
        return array.valueStream().map(FactWords::value).toList();
    }

    /** Constants of the language in lower case, abbreviations (PR, KIT) and what people wrote as they stand. */
    private static String constant(String text) {
        return text.matches("[A-Z]{4,}|[A-Z0-9]+(_[A-Z0-9]+)+")
                ? text.toLowerCase(Locale.ROOT).replace('_', ' ')
                : text;
    }

    /** A field's name in words; a marker's name ("CD34") is no field's. */
    private static String words(String name) {
        return Character.isUpperCase(name.charAt(0)) ? name : spaced(name);
    }

    private static String spaced(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
