package org.accrual.tools.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code S(time, event) ~ a * b + strata(c)}: the response, the terms and the strata.
 *
 * @param start null without delayed entry
 * @param terms each a list of variables, one for a main effect, more for an interaction; main effects first
 * @param strata variables inside {@code strata()}
 */
record Formula(String start, String stop, String event, List<List<String>> terms, List<String> strata) {

    private static final Pattern RESPONSE = Pattern.compile("\\s*(?:S|Surv)\\s*\\(([^)]*)\\)\\s*");
    private static final Pattern STRATA = Pattern.compile("strata\\s*\\(([^)]*)\\)");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z.][A-Za-z0-9._]*");

    static Formula parse(String text) {
        String[] sides = text.split("~", -1);
        Matcher response = RESPONSE.matcher(sides[0]);
        if (sides.length != 2 || !response.matches()) {
            throw new Unsupported("formula " + text);
        }
        List<String> columns = splitTrimmed(response.group(1), ",");
        if (columns.size() < 2 || columns.size() > 3) {
            throw new Unsupported("response " + response.group(1));
        }
        Set<String> strata = new LinkedHashSet<>();
        Set<List<String>> terms = new LinkedHashSet<>();
        for (String term : splitTrimmed(sides[1], "\\+")) {
            Matcher stratum = STRATA.matcher(term);
            if (stratum.matches()) {
                strata.addAll(splitTrimmed(stratum.group(1), ","));
            } else if (!term.equals("1")) {
                terms.addAll(expand(term));
            }
        }
        List<List<String>> ordered = new ArrayList<>(terms);
        ordered.sort(Comparator.comparingInt(List::size));
        return new Formula(
                columns.size() == 3 ? columns.get(0) : null,
                columns.get(columns.size() - 2),
                columns.getLast(),
                ordered,
                List.copyOf(strata));
    }

    /** {@code a*b} is a, b and a:b. */
    private static List<List<String>> expand(String term) {
        List<List<String>> expanded = new ArrayList<>();
        for (String factor : splitTrimmed(term, "\\*")) {
            List<String> variables = splitTrimmed(factor, ":");
            for (String variable : variables) {
                if (!VARIABLE.matcher(variable).matches()) {
                    throw new Unsupported("term " + term);
                }
            }
            List<List<String>> crossed = new ArrayList<>();
            for (List<String> known : expanded) {
                List<String> product = new ArrayList<>(known);
                variables.stream()
                        .filter(variable -> !product.contains(variable))
                        .forEach(product::add);
                crossed.add(product);
            }
            expanded.add(variables);
            expanded.addAll(crossed);
        }
        return expanded;
    }

    private static List<String> splitTrimmed(String text, String separator) {
        return Arrays.stream(text.split(separator)).map(String::trim).toList();
    }

    /** Every column that the formula names. */
    List<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        if (start != null) {
            columns.add(start);
        }
        columns.add(stop);
        columns.add(event);
        terms.forEach(columns::addAll);
        columns.addAll(strata);
        return List.copyOf(columns);
    }
}
