package org.accrual.query.feasibility;

import static org.assertj.core.api.Assertions.assertThat;

import org.accrual.query.feasibility.answer.Answer.Checked;
import org.accrual.query.feasibility.answer.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hand-made cases: groups, a claim about them, the verdict, words of the sentence that says so. */
class ChecksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // Percentages. 13/15 = 86.67: 87 rounded, 86 cut off; nothing near is 85.
                "S=15|'kind': 'percentage', 'of': 'S', 'percentage': '87'|POSSIBLE|13 of 15",
                "S=15|'kind': 'percentage', 'of': 'S', 'percentage': '86'|POSSIBLE|only if digits were cut off",
                "S=15|'kind': 'percentage', 'of': 'S', 'percentage': '85'|IMPOSSIBLE|No number of 15",
                "S=15|'kind': 'percentage', 'of': 'S', 'percentage': '86.7'|POSSIBLE|13 of 15",
                "S=15|'kind': 'percentage', 'of': 'S', 'percentage': '87.0'|IMPOSSIBLE|No number of 15",
                "S=8|'kind': 'percentage', 'of': 'S', 'percentage': '12.5', 'count': 1|POSSIBLE|1 of 8",
                "S=8|'kind': 'percentage', 'of': 'S', 'percentage': '12', 'count': 2|IMPOSSIBLE|2 of 8",
                "S=8|'kind': 'percentage', 'of': 'S', 'count': 9|IMPOSSIBLE|more than all",
                "S=1..6|'kind': 'percentage', 'of': 'S', 'percentage': '14'|IMPOSSIBLE|No number of 1 to 6",
                "S=1..7|'kind': 'percentage', 'of': 'S', 'percentage': '14'|POSSIBLE|1 of 7",
                "S=0|'kind': 'percentage', 'of': 'S', 'percentage': '0'|IMPOSSIBLE|No number",
                // Sums and parts.
                "S=15 NS=11|'kind': 'total', 'of': ['S', 'NS'], 'n': 26|POSSIBLE|26 together",
                "S=15 NS=11|'kind': 'total', 'of': ['S', 'NS'], 'n': 44|IMPOSSIBLE|26",
                "S=15|'kind': 'breakdown', 'of': 'S', 'parts': [{'percentage': '33'}, {'percentage': '67'}]|POSSIBLE|5 and 10",
                "S=15|'kind': 'breakdown', 'of': 'S', 'parts': [{'percentage': '33'}, {'percentage': '60'}]|IMPOSSIBLE|14 together",
                "S=15|'kind': 'breakdown', 'of': 'S', 'parts': [{'percentage': '35'}, {'percentage': '65'}]|IMPOSSIBLE|No number",
                // Means. 145/28 = 5.179, 146/28 = 5.214 (Brown and Heathers' own example).
                "S=28|'kind': 'mean', 'of': 'S', 'mean': '5.19'|IMPOSSIBLE|No sum",
                "S=28|'kind': 'mean', 'of': 'S', 'mean': '5.18'|POSSIBLE|145",
                "S=28|'kind': 'mean', 'of': 'S', 'mean': '5.19', 'items': 3|POSSIBLE|436",
                "S=10|'kind': 'mean', 'of': 'S', 'mean': '7.1', 'highest': 7|IMPOSSIBLE|up to 7",
                "S=10|'kind': 'mean', 'of': 'S', 'mean': '-0.3'|POSSIBLE|-3",
                // 1, 2, 3, 4 have the SD 1.291; none with that sum has 1.40. Bounds take the far ones away.
                "S=4|'kind': 'mean', 'of': 'S', 'mean': '2.5', 'sd': '1.29'|POSSIBLE|4, 3, 2, 1",
                "S=4|'kind': 'mean', 'of': 'S', 'mean': '2.5', 'sd': '1.40'|IMPOSSIBLE|No whole numbers",
                "S=4|'kind': 'mean', 'of': 'S', 'mean': '2.5', 'sd': '1.73'|POSSIBLE|5, 2, 2, 1",
                "S=4|'kind': 'mean', 'of': 'S', 'mean': '2.5', 'sd': '1.73', 'lowest': 1, 'highest': 4|POSSIBLE|4, 4, 1, 1",
                "S=4|'kind': 'mean', 'of': 'S', 'mean': '2.5', 'sd': '2.5', 'lowest': 1, 'highest': 4|IMPOSSIBLE|No whole numbers",
                // Two numbers with the sum 0 differ by twice a whole number: parity alone would let 2√2 (Q = 4) pass.
                "S=2|'kind': 'mean', 'of': 'S', 'mean': '0.0', 'sd': '2.0'|IMPOSSIBLE|No whole numbers",
                "S=2|'kind': 'mean', 'of': 'S', 'mean': '0.0', 'sd': '2.8'|POSSIBLE|2, -2",
                "S=1001|'kind': 'mean', 'of': 'S', 'mean': '3.0', 'sd': '1.0'|UNDECIDED|up to 1000",
                // Tables.
                "S=15 NS=11|'kind': 'comparison', 'p': '0.095', 'rows': [{'of': 'S', 'count': 13}, {'of': 'NS', 'count': 6}]|POSSIBLE|Fisher's exact test gives",
                "S=15 NS=11|'kind': 'comparison', 'p': '0.095', 'tests': ['YATES'], 'rows': [{'of': 'S', 'count': 13}, {'of': 'NS', 'count': 6}]|IMPOSSIBLE|The only table",
                "S=15 NS=11|'kind': 'comparison', 'p': '>0.05', 'rows': [{'of': 'S', 'count': 13}, {'of': 'NS', 'count': 6}]|POSSIBLE|gives",
                "S=15 NS=11|'kind': 'comparison', 'p': '<0.05', 'rows': [{'of': 'S', 'count': 13}, {'of': 'NS', 'count': 6}]|IMPOSSIBLE|The only table",
                "S=15 NS=11|'kind': 'comparison', 'p': '0.5', 'rows': [{'of': 'S', 'percentage': '85'}, {'of': 'NS', 'count': 6}]|IMPOSSIBLE|No number of 15",
                "a=10 b=10 c=10|'kind': 'comparison', 'p': '0.002', 'tests': ['CHI_SQUARED'], 'rows': [{'of': 'a', 'count': 9}, {'of': 'b', 'count': 5}, {'of': 'c', 'count': 1}]|POSSIBLE|χ²",
                "a=10 b=10|'kind': 'comparison', 'p': '0.9', 'rows': [{'of': 'a', 'cells': [{'percentage': '50'}, {'percentage': '30'}, {'percentage': '20'}]}, {'of': 'b', 'cells': [{'count': 1}, {'count': 1}, {'count': 8}]}]|IMPOSSIBLE|The only table",
                "a=100 b=100|'kind': 'comparison', 'p': '0.9', 'rows': [{'of': 'a', 'cells': [{'count': 50}, {'count': 30}, {'count': 20}]}, {'of': 'b', 'cells': [{'count': 10}, {'count': 10}, {'count': 80}]}]|UNDECIDED|was not tried",
                // Significance.
                "|'kind': 'significance', 'p': '0.088', 'says': 'SIGNIFICANT'|IMPOSSIBLE|not below",
                "|'kind': 'significance', 'p': '0.088', 'says': 'NOT_SIGNIFICANT'|POSSIBLE|0.088",
                "|'kind': 'significance', 'p': '0.088', 'alpha': '0.10', 'says': 'SIGNIFICANT'|POSSIBLE|0.10",
                "|'kind': 'significance', 'p': '0.05', 'says': 'SIGNIFICANT'|UNDECIDED|both sides",
                "|'kind': 'significance', 'p': '<0.05', 'says': 'SIGNIFICANT'|POSSIBLE|0.05",
                "|'kind': 'significance', 'p': '>0.05', 'says': 'SIGNIFICANT'|IMPOSSIBLE|not below",
                "|'kind': 'significance', 'p': '<0.1', 'says': 'SIGNIFICANT'|UNDECIDED|both sides",
                // Ratios: √(0.40 · 1.05) = 0.648, and z = 1.96 ln 0.42/ln 2.625 gives 0.079 (Altman and Bland's way).
                "|'kind': 'ratio', 'estimate': '0.65', 'lower': '0.40', 'upper': '1.05', 'p': '0.08'|POSSIBLE|P = 0.08 is one",
                "|'kind': 'ratio', 'estimate': '0.65', 'lower': '0.40', 'upper': '1.05', 'p': '0.03'|IMPOSSIBLE|not P = 0.03",
                "|'kind': 'ratio', 'estimate': '0.65', 'lower': '0.40', 'upper': '0.95'|IMPOSSIBLE|geometric mean",
                "|'kind': 'ratio', 'estimate': '0.65', 'lower': '0.70', 'upper': '1.05'|IMPOSSIBLE|does not lie",
                "|'kind': 'ratio', 'estimate': '0.65', 'lower': '0.40', 'upper': '0.95', 'limits': 'OTHER'|UNDECIDED|need not be",
                "|'kind': 'ratio', 'estimate': '0.65', 'p': '0.08'|UNDECIDED|Without confidence limits",
                "|'kind': 'ratio', 'estimate': '0.1', 'lower': '0.0', 'upper': '1.5', 'p': '0.1'|POSSIBLE|is one",
                // Log-rank.
                "S=3 NS=3|'kind': 'logRank', 'p': '0.0001', 'groups': [{'of': 'S'}, {'of': 'NS'}]|IMPOSSIBLE|No order",
                "S=2 NS=2|'kind': 'logRank', 'p': '0.7', 'groups': [{'of': 'S', 'events': 1}, {'of': 'NS', 'events': 0}]|IMPOSSIBLE|No order",
                "S=15 NS=11|'kind': 'logRank', 'p': '<0.000000001', 'groups': [{'of': 'S', 'events': 9}, {'of': 'NS', 'events': 8}]|IMPOSSIBLE|No order",
                "S=60 NS=60|'kind': 'logRank', 'p': '0.03', 'groups': [{'of': 'S', 'events': 30}, {'of': 'NS', 'events': 20}]|POSSIBLE|was found",
                "S=5 NS=5|'kind': 'logRank', 'p': '0.5', 'groups': [{'of': 'S', 'events': 6}, {'of': 'NS', 'events': 2}]|IMPOSSIBLE|more events than patients",
                "S=300 NS=300|'kind': 'logRank', 'p': '0.5', 'groups': [{'of': 'S'}, {'of': 'NS'}]|UNDECIDED|up to 400",
                // Curves.
                "S=20|'kind': 'median', 'of': 'S', 'events': 11, 'median': 'NOT_REACHED'|IMPOSSIBLE|below one half",
                "S=20|'kind': 'median', 'of': 'S', 'events': 10, 'median': 'NOT_REACHED'|POSSIBLE|50 %",
                "S=20|'kind': 'median', 'of': 'S', 'events': 0, 'median': 'REACHED'|IMPOSSIBLE|Without an event",
                "S=20|'kind': 'median', 'of': 'S', 'events': 1, 'median': 'REACHED'|POSSIBLE|falls to 0",
                "S=20|'kind': 'median', 'of': 'S', 'events': 21, 'median': 'REACHED'|IMPOSSIBLE|fewer patients",
                "S=7|'kind': 'survival', 'of': 'S', 'percentage': '97'|IMPOSSIBLE|No order",
                "S=7|'kind': 'survival', 'of': 'S', 'percentage': '36'|POSSIBLE|35.71",
                "S=7|'kind': 'survival', 'of': 'S', 'percentage': '36', 'events': 1|IMPOSSIBLE|No order",
                // Limits, 13 of 15: Wilson 62.12 to 96.26, Clopper–Pearson 59.54 to 98.34 (R's prop.test and
                // binom.test).
                "S=15|'kind': 'proportionLimits', 'of': 'S', 'count': 13, 'lower': '62', 'upper': '96'|POSSIBLE|Wilson",
                "S=15|'kind': 'proportionLimits', 'of': 'S', 'percentage': '87', 'lower': '59.5', 'upper': '98.3'|POSSIBLE|Clopper",
                "S=15|'kind': 'proportionLimits', 'of': 'S', 'count': 13, 'lower': '69', 'upper': '100'|POSSIBLE|Wald",
                "S=15|'kind': 'proportionLimits', 'of': 'S', 'count': 13, 'lower': '50', 'upper': '98'|IMPOSSIBLE|Neither",
            })
    void decides(String groups, String claim, Verdict verdict, String words) {
        Checked checked = Questions.claim(groups == null ? "" : groups, "{" + claim + "}");

        assertThat(checked.verdict()).as(checked.toString()).isEqualTo(verdict);
        assertThat(checked.findings().toString()).contains(words);
    }
}
