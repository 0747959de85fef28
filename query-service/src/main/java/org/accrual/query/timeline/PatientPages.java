package org.accrual.query.timeline;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.accrual.query.console.FactWords;
import org.accrual.query.console.PageJson;
import org.accrual.query.http.AsOf;
import org.accrual.query.http.Gate;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Policy;
import org.accrual.study.administration.StudyState;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.PatientState;
import org.accrual.study.rules.Finding;
import org.accrual.study.rules.Findings;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.accrual.web.problem.Unanswered;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A patient's page: the facts by clinical time, and what was found in them. */
@Controller
final class PatientPages {
    private final Views views;
    private final Gate gate;

    PatientPages(Views views, Gate gate) {
        this.views = views;
        this.gate = gate;
    }

    /** A fact as a row; {@code verbatim} may be null. */
    record Row(String when, String title, String details, String verbatim, boolean corrected, String recordedAt) {
        static Row of(Fact<?> fact, PatientState.Entry entry) {
            ClinicalDate stated = fact.event().date();
            return new Row(
                    fact.date() + (stated.anchor() == null ? "" : ", counted from another fact"),
                    FactWords.title(fact.event()),
                    FactWords.details(fact.event()),
                    fact.event().source() == null ? null : fact.event().source().verbatim(),
                    !entry.amendments().isEmpty(),
                    entry.envelope()
                            .recordedAt()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString());
        }
    }

    /** A fact as the chart needs it; days in ISO 8601 or null. */
    record Mark(String label, String earliest, String latest) {
        static Mark of(Fact<?> fact) {
            return new Mark(
                    FactWords.title(fact.event()),
                    iso(fact.date().earliest()),
                    iso(fact.date().latest()));
        }

        private static String iso(java.time.LocalDate day) {
            return day == null ? null : day.toString();
        }
    }

    @GetMapping("/studies/{study}/patients/{patient}")
    String patient(
            @PathVariable StudyId study, @PathVariable PatientId patient, Actor actor, @AsOf Cut cut, Model model) {
        StudyState state = gate.study(actor, Action.SEE_STUDY, study, cut);
        // Somebody else's patient is as good as none: nothing is to be learned from the difference.
        PatientState found = views.patient(study, patient, cut)
                .filter(it -> Policy.permits(actor, Action.SEE_PATIENT, new ChainId(study, it.center())))
                .orElseThrow(() -> Unanswered.notFound("patient " + patient));
        List<Fact<?>> facts = found.timeline().facts();
        model.addAttribute("study", study);
        model.addAttribute("state", state);
        model.addAttribute("center", found.center());
        model.addAttribute("subjectNumber", found.enrolment().orElseThrow().subjectNumber());
        model.addAttribute(
                "findings",
                Findings.of(found).stream().map(Finding::sentence).distinct().toList());
        model.addAttribute(
                "facts",
                facts.stream()
                        .map(fact -> Row.of(fact, found.entry(fact.id()).orElseThrow()))
                        .toList());
        model.addAttribute("marks", PageJson.of(facts.stream().map(Mark::of).toList()));
        model.addAttribute("position", cut.position());
        return "timeline/patient";
    }
}
