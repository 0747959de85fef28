package org.accrual.standalone.issuer;

import java.util.List;
import org.accrual.query.http.PageRequest;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Policy;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.Unanswered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who signed in, for whoever looks after the platform. */
@RestController
class SignInsEndpoint {
    private final SignIns signIns;

    SignInsEndpoint(SignIns signIns) {
        this.signIns = signIns;
    }

    /** @param total entries on all pages */
    record Listing(int page, int size, int total, List<SignIns.Entry> items) {}

    /** Newest first. */
    @GetMapping("/api/sign-ins")
    Listing signIns(
            Actor actor,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = PageRequest.DEFAULT_SIZE) int size) {
        if (!Policy.permits(actor, Action.OPERATE_PLATFORM))
            throw new Unanswered(Problem.NOT_PERMITTED, "This is for administrators of all studies.");
        var request = new PageRequest(page, size);
        List<SignIns.Entry> all = signIns.all();
        return new Listing(page, size, all.size(), request.of(all));
    }
}
