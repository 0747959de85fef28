package org.accrual.query.analysis.kind;

import java.util.List;
import java.util.Optional;
import org.accrual.query.analysis.cohort.PatientReading;
import org.accrual.query.analysis.plan.Measure;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.patient.Elapsed;
import org.accrual.study.words.Quantity;
import tools.jackson.databind.JsonNode;

/** A plan's measure of one patient. */
public final class Measured {
    private Measured() {}

    /** Empty if nothing of the kind is recorded. */
    public static Optional<Range> of(PatientReading reading, Measure measure) {
        return switch (measure) {
            case Measure.Elapsed elapsed -> elapsed(reading, elapsed);
            case Measure.Field field -> field(reading, field);
            case Measure.Age _ ->
                reading.state().enrolment().map(PatientEnrolled::ageYears).map(Range::exactly);
        };
    }

    private static Optional<Range> elapsed(PatientReading reading, Measure.Elapsed measure) {
        return reading.at(measure.from())
                .flatMap(from -> reading.firstReached(measure.to()).map(to -> Elapsed.between(from, to)))
                .map(elapsed -> between(elapsed.lowMonths(), elapsed.highMonths()));
    }

    private static Range between(Double low, Double high) {
        return new Range(low == null || high == null ? null : (Double) ((low + high) / 2), low, high);
    }

    private static Optional<Range> field(PatientReading reading, Measure.Field measure) {
        int place = measure.at() == null ? 0 : measure.at() - 1;
        List<JsonNode> values = reading.values(measure.moment(), measure.field());
        return place < values.size() ? Optional.of(number(values.get(place))) : Optional.empty();
    }

    /** The plan asks for fields that hold numbers, or bounds of them. */
    private static Range number(JsonNode value) {
        if (value.isNumber()) return Range.exactly(value.doubleValue());
        Quantity bound = Quantity.of(value.stringValue());
        double number = bound.value().doubleValue();
        return switch (bound.comparator()) {
            case EQUAL -> Range.exactly(number);
            case LESS -> new Range(null, 0.0, number);
            case GREATER -> new Range(null, number, null);
        };
    }
}
