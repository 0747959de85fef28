package org.accrual.query.feasibility;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.accrual.query.feasibility.answer.Answer;
import org.accrual.query.feasibility.question.FaultyQuestion;
import org.accrual.study.access.Actor;
import org.accrual.web.problem.Problem;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Printed numbers, checked against each other: arithmetic on the request, for everybody with a role. */
@RestController
class FeasibilityEndpoint {
    private final FeasibilityDesk desk;

    FeasibilityEndpoint(FeasibilityDesk desk) {
        this.desk = desk;
    }

    /**
     * Says what of a paper's printed numbers can be, what can't, and what can't be decided here. Reads no study and
     * records nothing.
     */
    @PostMapping(value = "/api/feasibility", consumes = MediaType.APPLICATION_JSON_VALUE)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(ref = FeasibilitySchema.REFERENCE),
                            examples =
                                    @ExampleObject(
                                            name = FeasibilitySchema.EXAMPLE,
                                            ref = FeasibilitySchema.EXAMPLE_REFERENCE)))
    Answer check(Actor actor, HttpServletRequest request) throws IOException {
        FeasibilityDesk.requireRole(actor);
        return desk.check(request.getInputStream().readNBytes(FeasibilityDesk.QUESTION_BYTES_MAX + 1));
    }

    /** As all other bad parameters, with everything that is wrong besides. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> faulty(FaultyQuestion e) {
        ProblemDetail problem = Problem.BAD_PARAMETER.detail(e.getMessage());
        problem.setProperty("field", e.faults().getFirst().at());
        problem.setProperty("problems", e.faults());
        return Problem.answer(problem);
    }
}
