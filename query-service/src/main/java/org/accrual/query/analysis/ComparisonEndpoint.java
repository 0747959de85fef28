package org.accrual.query.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.accrual.query.analysis.plan.InvalidPlan;
import org.accrual.query.analysis.plan.Part;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.analysis.plan.PlanProblem;
import org.accrual.query.http.AsOf;
import org.accrual.query.http.Gate;
import org.accrual.query.http.Page;
import org.accrual.query.http.PageRequest;
import org.accrual.query.views.Cut;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.administration.StudyState;
import org.accrual.study.words.StudyId;
import org.accrual.web.edge.PlainText;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.Unanswered;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Plans, and what they give. */
@RestController
class ComparisonEndpoint {
    /** UTF-8. A plan that is larger was not written by a person. */
    static final int PLAN_BYTES_MAX = 64 * 1024;

    private final BuiltInPlans plans;
    private final Comparisons comparisons;
    private final Gate gate;

    ComparisonEndpoint(BuiltInPlans plans, Comparisons comparisons, Gate gate) {
        this.plans = plans;
        this.comparisons = comparisons;
        this.gate = gate;
    }

    /** A plan by its name, instead of the plan itself. */
    record NamedPlan(String plan) {}

    /** The plans that belong to the study's protocol. */
    @GetMapping("/api/studies/{study}/plans")
    Page<Plan> plans(
            Actor actor,
            Cut cut,
            @PathVariable StudyId study,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = PageRequest.DEFAULT_SIZE) int size) {
        var request = new PageRequest(page, size);
        StudyState state = gate.study(actor, Action.SEE_POOLED, study, cut);
        return Page.of(study, state.origin(), request, cut, plans.of(state.protocol()), plan -> plan);
    }

    /**
     * Computes a plan on the study's patients at the cut; nothing is recorded. The body is a plan, or
     * {@code {"plan": "its name"}} for one of the study's protocol.
     */
    @PostMapping(value = "/api/studies/{study}/comparisons", consumes = MediaType.APPLICATION_JSON_VALUE)
    @RequestBody(required = true, content = @Content(schema = @Schema(oneOf = {Plan.class, NamedPlan.class})))
    ComparisonResult compare(Actor actor, @AsOf Cut cut, @PathVariable StudyId study, HttpServletRequest request)
            throws IOException {
        StudyState state = gate.study(actor, Action.SEE_POOLED, study, cut);
        return comparisons.compute(plan(body(request), state), study, state, cut, Gate.disclosureTo(actor, study));
    }

    /** What is wrong with a plan, without computing it: all of it at once. */
    @PostMapping(value = "/api/studies/{study}/plans/validation", consumes = MediaType.APPLICATION_JSON_VALUE)
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Plan.class)))
    Validation validate(Actor actor, Cut cut, @PathVariable StudyId study, HttpServletRequest request)
            throws IOException {
        gate.study(actor, Action.SEE_POOLED, study, cut);
        return Validation.of(body(request));
    }

    /**
     * @param planHash of the plan as understood; null if it is not valid
     * @param problems empty if it is valid
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Validation(boolean valid, String planHash, List<PlanProblem> problems) {
        static Validation of(byte[] body) {
            try {
                return new Validation(true, PlanFormat.hash(PlanFormat.parse(body)), List.of());
            } catch (InvalidPlan e) {
                return new Validation(false, null, e.problems());
            }
        }
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(PLAN_BYTES_MAX + 1);
        if (body.length > PLAN_BYTES_MAX)
            throw Unanswered.badParameter("body", "is larger than " + PLAN_BYTES_MAX + " bytes");
        return body;
    }

    private Plan plan(byte[] body, StudyState study) {
        JsonNode json = PlanFormat.tree(body);
        PlainText.require(json);
        if (!json.has("plan")) return PlanFormat.parse(json);
        String name = Part.whole(json, at -> new NamedPlan(at.need("plan", Part::slug)))
                .plan();
        return plans.named(study.protocol(), name)
                .orElseThrow(() -> Unanswered.notFound("plan " + name + " for protocol " + study.protocol()));
    }

    /** All problems at once, beside the first one in the form of every other problem. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidPlan e) {
        ProblemDetail problem = Problem.BAD_PARAMETER.detail(e.getMessage());
        problem.setProperty("field", e.problems().getFirst().field());
        problem.setProperty("problems", e.problems());
        return Problem.answer(problem);
    }
}
