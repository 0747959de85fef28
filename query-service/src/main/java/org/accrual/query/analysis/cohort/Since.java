package org.accrual.query.analysis.cohort;

import java.util.List;
import org.accrual.study.events.Surgery;
import org.accrual.study.events.Therapy;
import org.accrual.study.patient.Elapsed;
import org.accrual.study.patient.Fact;

/** From when on something is certain of a patient: whoever is divided by what came later has survived until then. */
public sealed interface Since {
    /** Nothing had to happen for it. */
    Since EVER = new Ever();

    record Ever() implements Since {}

    /** @param plusMonths so long after the fact */
    record Event(Fact<?> fact, double plusMonths) implements Since {
        private boolean isTreatment() {
            return plusMonths == 0 && (fact.event() instanceof Surgery || fact.event() instanceof Therapy);
        }
    }

    /** When the last of them is. */
    record Last(List<Since> parts) implements Since {}

    /** When the first of them is. */
    record First(List<Since> parts) implements Since {}

    /** Counted from an origin; facts that count from one event share its uncertainty. */
    default Wait from(Fact<?> origin) {
        return switch (this) {
            case Ever _ -> Wait.NONE;
            case Event(Fact<?> fact, double plusMonths) -> Wait.of(Elapsed.between(origin, fact), plusMonths);
            case Last(List<Since> parts) ->
                parts.stream().map(part -> part.from(origin)).reduce(Wait.NONE, Wait::later);
            case First(List<Since> parts) ->
                parts.stream()
                        .map(part -> part.from(origin))
                        .reduce(Wait::sooner)
                        .orElse(Wait.NONE);
        };
    }

    /** The same of treatments alone; ever, where no treatment was needed. */
    default Since treatment() {
        return switch (this) {
            case Ever _ -> EVER;
            case Event event -> event.isTreatment() ? event : EVER;
            case Last(List<Since> parts) ->
                new Last(parts.stream().map(Since::treatment).toList());
            case First(List<Since> parts) ->
                new First(parts.stream().map(Since::treatment).toList());
        };
    }

    static Since of(Fact<?> fact) {
        return new Event(fact, 0);
    }
}
