package org.accrual.query.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.accrual.query.summary.Totals.Cell;
import org.accrual.query.summary.Totals.Distribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotalsTest {
    private static Totals of(int patients, Map<String, Integer> figures, List<Integer> cells) {
        var counts = new LinkedHashMap<String, Count>();
        figures.forEach((name, count) -> counts.put(name, Count.of(count)));
        var values = new ArrayList<Cell>();
        for (int i = 0; i < cells.size(); i++) values.add(new Cell("v" + i, Count.of(cells.get(i))));
        return new Totals(Count.of(patients), counts, List.of(new Distribution("d", values)));
    }

    /** A dash stands for a number withheld. */
    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource({
        "20, 20, 20",
        "20, 10 10, 10 10",
        "20, 4 16, - -",
        "20, 5 15, 5 15",
        "20, 1 1 18, - - -",
        "20, 3 3 14, - - 14",
        "30, 2 8 20, - - 20",
        "20, 0 20, 0 20",
        "7, 3 4, - -"
    })
    void withholdsSmallCellsAndWhatWouldGiveThemAway(int patients, String cells, String shown) {
        var counts = List.of(cells.split(" ")).stream().map(Integer::valueOf).toList();
        Totals totals = of(patients, Map.of(), counts).withoutSmallCells();
        assertThat(totals.distributions().getFirst().cells().stream()
                        .map(cell -> cell.count().withheld()
                                ? "-"
                                : cell.count().patients().toString())
                        .toList())
                .isEqualTo(List.of(shown.split(" ")));
    }

    @ParameterizedTest(name = "{1} of {0}: withheld {2}")
    @CsvSource({
        "20, 0, false",
        "20, 1, true",
        "20, 4, true",
        "20, 5, false",
        "20, 16, true",
        "20, 15, false",
        "20, 20, false"
    })
    void withholdsAFigureIfFewHaveItOrFewHaveNot(int patients, int count, boolean withheld) {
        Totals totals = of(patients, Map.of("dead", count), List.of()).withoutSmallCells();
        assertThat(totals.figures().get("dead").withheld()).isEqualTo(withheld);
    }

    @ParameterizedTest
    @CsvSource({"1", "4"})
    void withholdsEverythingOfAHandfulOfPatients(int patients) {
        Totals totals = of(patients, Map.of("dead", 0), List.of(patients)).withoutSmallCells();
        assertThat(totals.patients()).isEqualTo(Count.WITHHELD);
        assertThat(totals.figures()).containsEntry("dead", Count.WITHHELD);
        assertThat(totals.distributions().getFirst().cells()).isEmpty();
    }
}
