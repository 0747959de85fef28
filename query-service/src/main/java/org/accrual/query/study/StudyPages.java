package org.accrual.query.study;

import java.util.List;
import org.accrual.query.console.StudyPart;
import org.accrual.query.http.AsOf;
import org.accrual.query.http.Gate;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Policy;
import org.accrual.study.administration.StudyState;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.StudyId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The studies that a person has a part in, and each one's page, to which the features add theirs. */
@Controller
final class StudyPages {
    private final Views views;
    private final Gate gate;
    private final List<StudyPart> parts;

    StudyPages(Views views, Gate gate, List<StudyPart> parts) {
        this.views = views;
        this.gate = gate;
        this.parts = parts;
    }

    record Listed(StudyId id, StudyState state) {}

    record Part(String heading, List<StudyPart.Link> links) {}

    @GetMapping("/")
    String studies(Actor actor, @AsOf Cut cut, Model model) {
        model.addAttribute(
                "studies",
                views.studies(cut).stream()
                        .filter(study -> Policy.permits(actor, Action.SEE_STUDY, ChainId.ofStudy(study)))
                        .map(study -> new Listed(study, views.study(study, cut)))
                        .toList());
        model.addAttribute("position", cut.position());
        return "study/studies";
    }

    @GetMapping("/studies/{study}")
    String study(@PathVariable StudyId study, Actor actor, @AsOf Cut cut, Model model) {
        StudyState state = gate.study(actor, Action.SEE_STUDY, study, cut);
        model.addAttribute("study", study);
        model.addAttribute("state", state);
        model.addAttribute(
                "parts",
                parts.stream()
                        .map(part -> new Part(part.heading(), part.links(actor, study, state, cut)))
                        .filter(part -> !part.links().isEmpty())
                        .toList());
        model.addAttribute("position", cut.position());
        return "study/study";
    }
}
