package org.accrual.standalone.demo;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A place in a comparison's answer: fields joined by dots, and in brackets what a list's entry is called, whether by
 * name, label, outcome or time: {@code analyses[progressionFree].groups[S].at[24].survival}.
 */
final class Place {
    private static final List<String> CALLED = List.of("name", "label", "outcome", "months");
    private static final Pattern STEP = Pattern.compile("(\\w+)(?:\\[([^]]+)])?(?:\\.|$)");

    private Place() {}

    /** @return a missing node if nothing is there */
    static JsonNode find(JsonNode answer, String place) {
        JsonNode found = answer;
        Matcher step = STEP.matcher(place);
        int read = 0;
        while (step.find() && step.start() == read) {
            read = step.end();
            found = found.path(step.group(1));
            if (step.group(2) != null) found = entry(found, step.group(2));
        }
        if (read != place.length()) throw new IllegalArgumentException("no place: " + place);
        return found;
    }

    private static JsonNode entry(JsonNode list, String called) {
        for (JsonNode entry : list)
            for (String field : CALLED) if (entry.path(field).asString("").equals(called)) return entry;
        return MissingNode.getInstance();
    }
}
