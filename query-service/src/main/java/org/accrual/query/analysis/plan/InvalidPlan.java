package org.accrual.query.analysis.plan;

import java.util.List;

/** JSON that is no plan, with everything that is wrong with it. */
public final class InvalidPlan extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<PlanProblem> problems;

    /** @param problems at least one, in the order of reading */
    public InvalidPlan(List<PlanProblem> problems) {
        super(told(problems.getFirst()) + (problems.size() == 1 ? "" : "; and " + (problems.size() - 1) + " more"));
        this.problems = List.copyOf(problems);
    }

    private static String told(PlanProblem problem) {
        String allowed = problem.allowed().isEmpty() ? "" : " (" + String.join(", ", problem.allowed()) + ")";
        return problem.field() + " " + problem.sentence() + allowed;
    }

    public List<PlanProblem> problems() {
        return problems;
    }
}
