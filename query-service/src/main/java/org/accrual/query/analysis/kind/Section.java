package org.accrual.query.analysis.kind;

import java.util.List;

/**
 * One analysis as the page shows it: a table, beside it the curves if there are any, below it what to know.
 *
 * @param curves the groups for the chart, as the API answers them; null without curves
 * @param rows as long as the headings; empty if nothing was computed
 * @param tests each with its P value, in a sentence
 * @param notices warnings and refusals
 */
public record Section(
        String title,
        Object curves,
        List<String> headings,
        List<List<String>> rows,
        List<String> tests,
        List<String> notices) {}
