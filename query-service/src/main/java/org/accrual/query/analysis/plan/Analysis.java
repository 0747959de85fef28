package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.accrual.study.words.Check;
import org.accrual.study.words.InvalidValue;

/** One thing to compute of the groups. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Analysis.Survival.class, name = "survival"),
    @JsonSubTypes.Type(value = Analysis.Proportion.class, name = "proportion"),
    @JsonSubTypes.Type(value = Analysis.Table.class, name = "table"),
    @JsonSubTypes.Type(value = Analysis.Description.class, name = "description")
})
public sealed interface Analysis {
    String name();

    String title();

    List<Test> tests();

    /**
     * Time from an origin to an endpoint, or to where the patient was last seen without it.
     *
     * @param from the time origin
     * @param endpoint the event
     * @param censored where observation ends without the event
     * @param atMonths times at which survival and numbers at risk are wanted, months
     * @param landmarksMonths landmarks for the guard against immortal time, months from the origin; empty for none
     */
    @Schema(name = "SurvivalAnalysis")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Survival(
            String name,
            String title,
            String from,
            String endpoint,
            String censored,
            List<BigDecimal> atMonths,
            List<BigDecimal> landmarksMonths,
            List<Test> tests)
            implements Analysis {
        public Survival {
            named(name, title);
            Check.text("analyses.from", from);
            Check.text("analyses.endpoint", endpoint);
            Check.text("analyses.censored", censored);
            atMonths = months("analyses.atMonths", atMonths);
            landmarksMonths = months("analyses.landmarksMonths", landmarksMonths);
            tests = only(tests, Set.of(Test.LOG_RANK, Test.LOG_RANK_BY_CENTER));
        }
    }

    /**
     * How many meet a condition.
     *
     * @param among who is counted at all; null for everyone of the cohort
     */
    @Schema(name = "ProportionAnalysis")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Proportion(String name, String title, Condition of, Condition among, List<Test> tests) implements Analysis {
        public Proportion {
            named(name, title);
            Check.present("analyses.of", of);
            tests = only(tests, Set.of(Test.FISHER, Test.CHI_SQUARED, Test.YATES));
        }
    }

    /** How often each value of a field of the moment's fact occurs; several values are one, joined by a plus sign. */
    @Schema(name = "TableAnalysis")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Table(String name, String title, String moment, String field, List<Test> tests) implements Analysis {
        public Table {
            named(name, title);
            Check.text("analyses.moment", moment);
            Check.text("analyses.field", field);
            tests = only(tests, Set.of(Test.FISHER, Test.CHI_SQUARED, Test.YATES));
        }
    }

    /**
     * Mean, median and range of a number.
     *
     * @param among who is described; null for everyone of the cohort
     */
    @Schema(name = "DescriptionAnalysis")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Description(String name, String title, Measure of, Condition among, List<Test> tests) implements Analysis {
        public Description {
            named(name, title);
            Check.present("analyses.of", of);
            tests = only(tests, Set.of(Test.MANN_WHITNEY));
        }
    }

    private static void named(String name, String title) {
        Check.slug("analyses.name", name);
        Check.text("analyses.title", title);
    }

    private static List<BigDecimal> months(String field, List<BigDecimal> months) {
        List<BigDecimal> times = Check.list(field, months);
        for (BigDecimal time : times) Check.between(field, time, 0, 1200);
        return times;
    }

    private static List<Test> only(List<Test> tests, Set<Test> possible) {
        List<Test> wanted = Check.list("analyses.tests", tests);
        for (Test test : wanted)
            if (!possible.contains(test))
                throw new InvalidValue("analyses.tests", test + " does not belong to this kind of analysis");
        return wanted;
    }
}
