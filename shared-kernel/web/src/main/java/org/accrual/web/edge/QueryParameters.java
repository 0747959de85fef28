package org.accrual.web.edge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.accrual.web.problem.Unanswered;

/** What stands behind the question mark, or in a form, in the order of first mention. */
final class QueryParameters {
    private static final int PARAMETERS_MAX = 100;

    private QueryParameters() {}

    /**
     * @param query may be null
     * @throws Unanswered if an escape is malformed, or there are too many
     */
    static Map<String, List<String>> parse(String query) {
        var parameters = new LinkedHashMap<String, List<String>>();
        if (query == null || query.isEmpty()) return parameters;
        String[] parts = query.split("&", PARAMETERS_MAX + 1);
        if (parts.length > PARAMETERS_MAX)
            throw Unanswered.badParameter("parameters", "are more than " + PARAMETERS_MAX);
        for (String part : parts) {
            if (part.isEmpty()) continue;
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals));
            parameters
                    .computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(equals < 0 ? "" : decoded(part.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            // The decoder replaces what is no UTF-8 instead of refusing it.
            if (decoded.indexOf('\uFFFD') < 0 || text.contains("%EF%BF%BD")) return decoded;
        } catch (IllegalArgumentException _) {
            // Refused like other bytes that are no text.
        }
        throw Unanswered.badParameter(
                "parameters", "hold an escape that is no UTF-8 (a % with two digits for each byte)");
    }
}
