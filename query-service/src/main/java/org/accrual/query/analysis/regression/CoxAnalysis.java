package org.accrual.query.analysis.regression;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.accrual.query.analysis.kind.Kind;
import org.accrual.query.analysis.plan.Analysis;
import org.accrual.query.analysis.plan.Part;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.analysis.plan.PlanProblem.Reason;
import org.accrual.query.analysis.plan.Vocabulary;

/**
 * Cox's model of the time to an endpoint: hazard ratios of several covariates at once.
 *
 * @param from the time origin
 * @param endpoint the event
 * @param censored where observation ends without the event
 * @param interactions names of covariates, two or more each, whose products are added
 * @param strata each level, of several each combination, has its own baseline hazard; no numbers
 * @param clusters rows that belong together, for robust errors; null for none
 */
@JsonTypeName(CoxAnalysis.NAME)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CoxAnalysis(
        String name,
        String title,
        String from,
        String endpoint,
        String censored,
        List<Covariate> covariates,
        List<List<String>> interactions,
        List<Covariate> strata,
        Clusters clusters)
        implements Analysis {
    static final String NAME = "coxRegression";

    /** What patients can belong together by. */
    public enum Clusters {
        CENTER
    }

    public static final Kind<CoxAnalysis> KIND = new Kind<>(
            NAME,
            CoxAnalysis.class,
            CoxResult.class,
            CoxAnalysis::read,
            (plan, cohort) -> new CoxEvaluation(cohort, plan).result());

    private static CoxAnalysis read(Part at, Vocabulary words) {
        String name = at.need("name", Part::slug);
        String title = at.need("title", Part::text);
        String from = at.need("from", words::moment);
        String endpoint = at.need("endpoint", words::moment);
        String censored = at.need("censored", words::moment);
        var names = new HashSet<String>();
        List<Covariate> covariates = at.list("covariates", 1, Plan.MOST_ENTRIES, it -> named(it, words, names));
        return new CoxAnalysis(
                name,
                title,
                from,
                endpoint,
                censored,
                covariates,
                at.list("interactions", 0, Plan.MOST_ENTRIES, it -> interaction(it, names)),
                at.list("strata", 0, Plan.MOST_ENTRIES, it -> stratum(it, words)),
                at.maybe("clusters", it -> it.word(Clusters.class)));
    }

    private static Covariate named(Part at, Vocabulary words, HashSet<String> names) {
        Covariate covariate = Covariate.read(at, words);
        return covariate == null || covariate.name() == null || names.add(covariate.name())
                ? covariate
                : at.problem(Reason.REPEATED, "'" + covariate.name() + "' stands twice");
    }

    private static List<String> interaction(Part at, HashSet<String> names) {
        List<String> factors = at.values(2, Plan.MOST_ENTRIES, part -> {
            String name = part.text();
            return name == null || names.contains(name)
                    ? name
                    : part.problem(Reason.UNKNOWN_VALUE, "'" + name + "' is no covariate", List.copyOf(names));
        });
        return new HashSet<>(factors).size() == factors.size()
                ? factors
                : at.problem(Reason.REPEATED, "names a covariate twice");
    }

    private static Covariate stratum(Part at, Vocabulary words) {
        Covariate covariate = Covariate.read(at, words);
        return covariate == null || covariate.isFactor()
                ? covariate
                : at.problem(Reason.WRONG_TYPE, "is a number: strata need levels");
    }

    @Override
    @JsonIgnore
    public List<? extends Enum<?>> tests() {
        return List.of();
    }

    /** The covariates and the strata: whatever a patient has to have a value of. */
    @JsonIgnore
    List<Covariate> needed() {
        return Stream.of(covariates, strata)
                .flatMap(List::stream)
                .filter(Objects::nonNull)
                .toList();
    }
}
