package org.accrual.study.patient;

import java.util.ArrayList;
import java.util.List;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.Disease.ProgressionRecorded;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.Outcome;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Response.AssessmentRecorded;
import org.accrual.study.events.Response.ResponseCriteria;
import org.accrual.study.events.Safety.AdverseEventRecorded;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Therapy;
import org.accrual.study.patient.Finding.Rule;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;

/** Contradictions and gaps of a patient's record: a pure function of the state. */
public final class Findings {
    private final PatientState state;
    private final Timeline timeline;
    private final List<Finding> found = new ArrayList<>();

    private Findings(PatientState state) {
        this.state = state;
        this.timeline = state.timeline();
    }

    /** @return in clinical order of the events; empty for a patient who does not exist */
    public static List<Finding> of(PatientState state) {
        return state.exists() ? List.copyOf(new Findings(state).all()) : List.of();
    }

    private List<Finding> all() {
        timeline.facts().forEach(this::look);
        timeline.agents().forEach(this::courses);
        if (timeline.facts(Outcome.class).isEmpty())
            add(Rule.FOLLOW_UP_MISSING, state.entries().getFirst().id());
        return found;
    }

    private void add(Rule rule, EventId event) {
        found.add(Finding.of(rule, event));
    }

    private void look(Fact<?> fact) {
        if (fact.anchorLost()) add(Rule.ANCHOR_LOST, fact.id());
        else if (fact.date().precision() == ClinicalDate.Precision.UNKNOWN && analysesNeedTheDateOf(fact.event()))
            add(Rule.DATE_UNKNOWN, fact.id());
        if (fact.date().certainlyBefore(timeline.birth())) add(Rule.BEFORE_BIRTH, fact.id());
        timeline.death().ifPresent(death -> afterDeath(fact, death));
        switch (fact.event()) {
            case ProgressionRecorded progression -> context(fact, progression);
            case RecurrenceRecorded recurrence -> recurrence(fact, recurrence);
            case ResectionPerformed resection -> residual(fact, resection);
            case AssessmentRecorded assessment -> newLesion(fact, assessment);
            case AdverseEventRecorded adverse when adverse.ctcaeGrade() == null -> add(Rule.GRADE_UNKNOWN, fact.id());
            case ClinicalEvent _ -> {}
        }
    }

    private static boolean analysesNeedTheDateOf(ClinicalEvent event) {
        return event instanceof ProgressionRecorded
                || event instanceof ResectionPerformed
                || event instanceof Therapy
                || event instanceof Outcome;
    }

    private void afterDeath(Fact<?> fact, Fact<DeathRecorded> death) {
        if (fact.event() instanceof DeathRecorded && !fact.id().equals(death.id())) add(Rule.SEVERAL_DEATHS, fact.id());
        else if (fact.date().certainlyAfter(death.date())) add(Rule.AFTER_DEATH, fact.id());
    }

    private void context(Fact<?> fact, ProgressionRecorded progression) {
        switch (progression.context()) {
            case ON_TKI -> {
                if (!timeline.canBeOnTyrosineKinaseInhibitor(fact.date()))
                    add(Rule.ON_THERAPY_WITHOUT_COURSE, fact.id());
            }
            case BEFORE_TKI -> {
                if (timeline.agents().stream()
                        .flatMap(agent -> timeline.courses(agent).list().stream())
                        .anyMatch(course -> course.isTyrosineKinaseInhibitor()
                                && fact.date().certainlyAfter(course.start().date())))
                    add(Rule.BEFORE_THERAPY_CONTRADICTED, fact.id());
            }
            case OFF_TKI, NOT_STATED -> {}
        }
    }

    private void recurrence(Fact<?> fact, RecurrenceRecorded recurrence) {
        if (recurrence.afterResection() == null) return;
        var resection = timeline.facts(ResectionPerformed.class).stream()
                .filter(it -> it.id().equals(recurrence.afterResection()))
                .findFirst();
        if (resection.isEmpty()) add(Rule.REFERENCE_LOST, fact.id());
        else if (fact.date().certainlyBefore(resection.get().date())) add(Rule.BEFORE_ITS_RESECTION, fact.id());
        else if (resection.get().event().margin() == ResectionMargin.R2) add(Rule.RECURRENCE_AFTER_R2, fact.id());
    }

    private void residual(Fact<?> fact, ResectionPerformed resection) {
        if (resection.leavesTumorDespiteR0()) add(Rule.RESIDUAL_AFTER_R0, fact.id());
    }

    private void newLesion(Fact<?> fact, AssessmentRecorded assessment) {
        if (!assessment.hasNewLesion()) return;
        boolean called = timeline.facts(ProgressionRecorded.class).stream()
                .anyMatch(it -> it.event().criteria() == ResponseCriteria.RECIST_1_1
                        && !it.date().certainlyBefore(fact.date())
                        && !it.date().certainlyAfter(fact.date()));
        if (!called) add(Rule.NEW_LESION_WITHOUT_PROGRESSION, fact.id());
    }

    private void courses(String agent) {
        Courses courses = timeline.courses(agent);
        for (Course course : courses.list()) {
            if (course.stopInferred())
                add(Rule.PRIOR_STOP_INFERRED, course.next().id());
            if (course.overlapped()) add(Rule.COURSES_OVERLAP, course.start().id());
        }
        courses.stopsWithoutStart().forEach(stop -> add(Rule.STOP_WITHOUT_START, stop.id()));
    }
}
