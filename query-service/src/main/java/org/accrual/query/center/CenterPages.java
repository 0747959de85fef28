package org.accrual.query.center;

import org.accrual.query.http.AsOf;
import org.accrual.query.http.Gate;
import org.accrual.query.http.PageRequest;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.administration.StudyState;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.StudyId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A center's patients by subject number, a page at a time. */
@Controller
final class CenterPages {
    private static final int PATIENTS_PER_PAGE = 50;

    private final Views views;
    private final PatientSection summaries;
    private final Gate gate;

    CenterPages(Views views, PatientSection summaries, Gate gate) {
        this.views = views;
        this.summaries = summaries;
        this.gate = gate;
    }

    @GetMapping("/studies/{study}/centers/{center}")
    String center(
            @PathVariable StudyId study,
            @PathVariable CenterId center,
            Actor actor,
            @AsOf Cut cut,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        var request = new PageRequest(page, PATIENTS_PER_PAGE);
        StudyState state = gate.center(actor, Action.SEE_PATIENT, study, center, cut);
        var patients = views.page(summaries, study, center, cut, request.skip(), request.size());
        model.addAttribute("study", study);
        model.addAttribute("state", state);
        model.addAttribute("center", gate.centerOf(study, center, cut));
        model.addAttribute("patients", patients.lines());
        model.addAttribute("total", patients.total());
        model.addAttribute("page", page);
        model.addAttribute("first", request.skip() + 1);
        model.addAttribute("last", request.skip() + patients.lines().size());
        model.addAttribute("position", cut.position());
        return "center/center";
    }
}
