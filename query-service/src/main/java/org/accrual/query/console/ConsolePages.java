package org.accrual.query.console;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.accrual.query.analysis.BuiltInPlans;
import org.accrual.query.analysis.ComparisonResult;
import org.accrual.query.analysis.Comparisons;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Section;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.center.PatientSection;
import org.accrual.query.http.AsOf;
import org.accrual.query.http.Gate;
import org.accrual.query.views.CenterView;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Policy;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.PatientState;
import org.accrual.study.rules.Finding;
import org.accrual.study.rules.Findings;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.accrual.web.problem.Unanswered;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The pages that show what the views hold; who may see an object is decided by the policy on the object itself. */
@Controller
final class ConsolePages {
    /** Patients listed of one center; the API pages through all of them. */
    private static final int MOST_PATIENTS = 200;

    private final Views views;
    private final PatientSection summaries;
    private final Gate gate;
    private final BuiltInPlans plans;
    private final Comparisons comparisons;

    ConsolePages(Views views, PatientSection summaries, Gate gate, BuiltInPlans plans, Comparisons comparisons) {
        this.views = views;
        this.summaries = summaries;
        this.gate = gate;
        this.plans = plans;
        this.comparisons = comparisons;
    }

    /** A study that the person has a part in. */
    record Listed(StudyId id, StudyState state) {}

    /**
     * A center with its patients.
     *
     * @param more whether there are more patients than listed
     */
    record Center(CenterId id, String name, List<Patient> patients, boolean more) {}

    record Patient(PatientId id, String subjectNumber, Sex sex, int facts, int findings) {
        static Patient of(Views.Line<PatientSection.Summary> line) {
            var summary = line.value();
            return new Patient(
                    line.patient(), line.subjectNumber(), summary.sex(), summary.facts(), summary.findings());
        }
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

    /** @param curves data of the chart, safe in the page; null without one */
    record Analysis(Section section, String curves) {
        static Analysis of(AnalysisResult result) {
            Section section = result.section();
            return new Analysis(section, section.curves() == null ? null : PageJson.of(section.curves()));
        }
    }

    @GetMapping("/")
    String studies(Actor actor, @AsOf Cut cut, Model model) {
        model.addAttribute(
                "studies",
                views.studies(cut).stream()
                        .filter(study -> Policy.permits(actor, Action.SEE_STUDY, ChainId.ofStudy(study)))
                        .map(study -> new Listed(study, views.study(study, cut)))
                        .toList());
        model.addAttribute("position", cut.position());
        return "console/studies";
    }

    @GetMapping("/studies/{study}")
    String study(@PathVariable StudyId study, Actor actor, @AsOf Cut cut, Model model) {
        StudyState state = gate.study(actor, Action.SEE_STUDY, study, cut);
        boolean maySeePooled = Policy.permits(actor, Action.SEE_POOLED, ChainId.ofStudy(study));
        model.addAttribute("study", study);
        model.addAttribute("state", state);
        model.addAttribute("plans", maySeePooled ? plans.of(state.protocol()) : List.of());
        model.addAttribute("centers", centers(study, actor, cut));
        model.addAttribute("position", cut.position());
        return "console/study";
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
        return "console/patient";
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
        return "console/comparison";
    }

    private List<Center> centers(StudyId study, Actor actor, Cut cut) {
        return views.centers(study, cut).stream()
                .filter(center -> Policy.permits(actor, Action.SEE_PATIENT, new ChainId(study, center.center())))
                .map(center -> center(study, center, cut))
                .toList();
    }

    private Center center(StudyId study, CenterView center, Cut cut) {
        var page = views.page(summaries, study, center.center(), cut, 0, MOST_PATIENTS);
        return new Center(
                center.center(),
                center.state().name(),
                page.lines().stream().map(Patient::of).toList(),
                page.total() > MOST_PATIENTS);
    }
}
