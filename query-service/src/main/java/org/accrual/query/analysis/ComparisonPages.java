package org.accrual.query.analysis;

import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Section;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.console.PageJson;
import org.accrual.query.http.AsOf;
import org.accrual.query.http.Gate;
import org.accrual.query.views.Cut;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.words.StudyId;
import org.accrual.web.problem.Unanswered;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What a plan gives, as a page. */
@Controller
final class ComparisonPages {
    private final BuiltInPlans plans;
    private final Comparisons comparisons;
    private final Gate gate;

    ComparisonPages(BuiltInPlans plans, Comparisons comparisons, Gate gate) {
        this.plans = plans;
        this.comparisons = comparisons;
        this.gate = gate;
    }

    /** @param curves data of the chart, safe in the page; null without one */
    record Analysis(Section section, String curves) {
        static Analysis of(AnalysisResult result) {
            Section section = result.section();
            return new Analysis(section, section.curves() == null ? null : PageJson.of(section.curves()));
        }
    }

    @GetMapping("/studies/{study}/comparisons/{name}")
    String comparison(@PathVariable StudyId study, @PathVariable String name, Actor actor, @AsOf Cut cut, Model model) {
        StudyState state = gate.study(actor, Action.SEE_POOLED, study, cut);
        Plan plan = plans.named(state.protocol(), name).orElseThrow(() -> Unanswered.notFound("plan " + name));
        ComparisonResult result = comparisons.compute(plan, study, state, cut, Gate.disclosureTo(actor, study));
        model.addAttribute("result", result);
        model.addAttribute("synthetic", result.origin() == DataOrigin.SYNTHETIC);
        model.addAttribute(
                "analyses", result.analyses().stream().map(Analysis::of).toList());
        return "analysis/comparison";
    }
}
