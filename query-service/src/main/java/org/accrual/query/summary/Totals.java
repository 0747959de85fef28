package org.accrual.query.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.accrual.query.disclosure.SmallCells;
import org.accrual.query.summary.CountedSection.Counted;
import org.accrual.query.views.Views.Line;

/**
 * Patients counted: a pure function of what each counts for, never kept up by increments. A patient counts once in
 * each figure and once in each distribution.
 *
 * @param figures how many patients have something, by its name
 * @param distributions by name, each value with its patients
 */
record Totals(Count patients, Map<String, Count> figures, List<Distribution> distributions) {
    record Distribution(String name, List<Cell> cells) {}

    record Cell(String value, Count count) {}

    /** @param byCenter whether the centers are told apart */
    static Totals of(List<Line<Counted>> patients, boolean byCenter) {
        var figures = new LinkedHashMap<String, Count>();
        for (String figure : CountedSection.figureNames())
            figures.put(figure, count(patients, line -> line.value().figures().contains(figure)));
        var distributions = new ArrayList<Distribution>();
        if (byCenter)
            distributions.add(
                    distribution("center", patients, line -> line.center().value()));
        for (String name : CountedSection.distributionNames())
            distributions.add(
                    distribution(name, patients, line -> line.value().values().get(name)));
        return new Totals(Count.of(patients.size()), figures, List.copyOf(distributions));
    }

    private static Count count(List<Line<Counted>> patients, Predicate<Line<Counted>> has) {
        return Count.of((int) patients.stream().filter(has).count());
    }

    private static Distribution distribution(
            String name, List<Line<Counted>> patients, Function<Line<Counted>, String> value) {
        var counts = new TreeMap<String, Integer>();
        patients.forEach(patient -> counts.merge(value.apply(patient), 1, Integer::sum));
        return new Distribution(
                name,
                counts.entrySet().stream()
                        .map(entry -> new Cell(entry.getKey(), Count.of(entry.getValue())))
                        .toList());
    }

    /** For whoever may see aggregates only: without any number from which a small one follows. */
    Totals withoutSmallCells() {
        int all = patients.patients();
        if (SmallCells.isSmall(all)) return allWithheld();
        var shown = new LinkedHashMap<String, Count>();
        figures.forEach((name, count) -> shown.put(name, Count.of(SmallCells.part(count.patients(), all))));
        return new Totals(
                patients,
                shown,
                distributions.stream().map(Totals::withoutSmallCells).toList());
    }

    private Totals allWithheld() {
        var none = new LinkedHashMap<String, Count>();
        figures.keySet().forEach(name -> none.put(name, Count.WITHHELD));
        return new Totals(
                Count.WITHHELD,
                none,
                distributions.stream()
                        .map(distribution -> new Distribution(distribution.name(), List.of()))
                        .toList());
    }

    private static Distribution withoutSmallCells(Distribution distribution) {
        List<Count> shown =
                SmallCells.parts(distribution.cells().stream()
                                .map(cell -> cell.count().patients())
                                .toList())
                        .stream()
                        .map(Count::of)
                        .toList();
        return new Distribution(
                distribution.name(),
                IntStream.range(0, shown.size())
                        .mapToObj(i -> new Cell(distribution.cells().get(i).value(), shown.get(i)))
                        .toList());
    }
}
