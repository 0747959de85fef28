package org.accrual.command.therapy;

import static org.accrual.command.intake.ClinicalRules.CANDIDATE;
import static org.accrual.command.intake.ClinicalRules.refusal;

import java.util.Optional;
import java.util.function.Predicate;
import org.accrual.command.intake.ClinicalRules;
import org.accrual.command.intake.Decision;
import org.accrual.command.therapy.TherapyCommand.ChangeImatinibDose;
import org.accrual.command.therapy.TherapyCommand.Rechallenge;
import org.accrual.command.therapy.TherapyCommand.RechallengeImatinib;
import org.accrual.command.therapy.TherapyCommand.Start;
import org.accrual.command.therapy.TherapyCommand.StartImatinib;
import org.accrual.command.therapy.TherapyCommand.StartTherapy;
import org.accrual.command.therapy.TherapyCommand.StopImatinib;
import org.accrual.command.therapy.TherapyCommand.StopTherapy;
import org.accrual.study.administration.CenterState;
import org.accrual.study.events.Therapy;
import org.accrual.study.events.Therapy.ImatinibDoseChanged;
import org.accrual.study.events.Therapy.ImatinibRechallenged;
import org.accrual.study.patient.Course;
import org.accrual.study.patient.Courses;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.PatientState;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;

/** Courses follow clinical time, not the order of recording: each fact is judged in the courses that it would make. */
final class TherapyDecider {
    private TherapyDecider() {}

    static Decision decide(CenterState center, PatientState patient, TherapyCommand command) {
        return switch (command) {
            case StartImatinib start -> start(center, patient, start.fact());
            case ChangeImatinibDose change ->
                ClinicalRules.decide(center, patient, change.fact(), timeline -> dose(timeline, change.fact()));
            case StopImatinib stop ->
                ClinicalRules.decide(center, patient, stop.fact(), timeline -> stop(patient, timeline, stop.fact()));
            case RechallengeImatinib rechallenge -> rechallenge(center, patient, rechallenge.fact());
            case StartTherapy start ->
                ClinicalRules.decide(center, patient, start.fact(), timeline -> start(timeline, start.fact()));
            case StopTherapy stop ->
                ClinicalRules.decide(center, patient, stop.fact(), timeline -> stop(patient, timeline, stop.fact()));
        };
    }

    private static Decision start(CenterState center, PatientState patient, Start start) {
        var undecided = start.undecided();
        var objection = ClinicalRules.objection(center, patient, undecided);
        if (objection.isPresent()) return new Decision.Refused(objection.get());
        Timeline timeline = ClinicalRules.with(patient, undecided);
        return Decision.of(
                start(timeline, undecided),
                start.inCourse(own(timeline.courses(Therapy.IMATINIB)).number()));
    }

    /** One open course per agent: neither the course before it nor the new one may be without an end when the next begins. */
    private static Optional<Refusal> start(Timeline timeline, Therapy start) {
        return timeline.courses(start.agent()).list().stream()
                .filter(Course::overlapped)
                .filter(course -> isOwn(course) || course.next().id().equals(CANDIDATE))
                .findFirst()
                .flatMap(course -> isOwn(course) ? opensBefore(course) : stillOpen(course));
    }

    private static Optional<Refusal> stillOpen(Course course) {
        return refusal(
                Reason.COURSE_ALREADY_OPEN,
                "The course of " + course.agent() + " that started "
                        + course.start().date() + " (event "
                        + course.start().id() + ") is not stopped before this start: record its stop first"
                        + (course.agent().equals(Therapy.IMATINIB)
                                ? ", or a re-challenge (RechallengeImatinib) where the source names no stop."
                                : "."),
                "date");
    }

    private static Optional<Refusal> opensBefore(Course course) {
        return refusal(
                Reason.COURSE_ALREADY_OPEN,
                "Another course of " + course.agent() + " starts "
                        + course.next().date() + " (event "
                        + course.next().id()
                        + "), and no stop lies between: record the stop of this earlier course first.",
                "date");
    }

    private static Decision rechallenge(CenterState center, PatientState patient, Rechallenge rechallenge) {
        ImatinibRechallenged undecided = rechallenge.undecided();
        var objection = ClinicalRules.objection(center, patient, undecided);
        if (objection.isPresent()) return new Decision.Refused(objection.get());
        Courses courses = ClinicalRules.with(patient, undecided).courses(Therapy.IMATINIB);
        Course own = own(courses);
        Optional<Course> earlier = earlier(courses, own);
        if (earlier.isEmpty())
            return Decision.refused(
                    Reason.NO_EARLIER_COURSE,
                    "No imatinib course is recorded that started before "
                            + own.start().date() + ".",
                    "date");
        return Decision.of(
                overlapAfter(own),
                rechallenge.inCourse(
                        Math.max(Rechallenge.FIRST_COURSE, own.number()),
                        earlier.get().stop() == null));
    }

    /** The course before it, or one that may have been before it as far as the dates say. */
    private static Optional<Course> earlier(Courses courses, Course own) {
        if (own.number() > 1) return Optional.of(courses.list().get(own.number() - 2));
        return courses.list().stream()
                .filter(course -> !isOwn(course)
                        && !course.start().date().certainlyAfter(own.start().date()))
                .findFirst();
    }

    private static Optional<Refusal> overlapAfter(Course own) {
        return own.overlapped() && own.next().date().certainlyAfter(own.start().date())
                ? opensBefore(own)
                : Optional.empty();
    }

    private static Optional<Refusal> dose(Timeline timeline, ImatinibDoseChanged change) {
        Courses courses = timeline.courses(change.agent());
        if (courses.list().isEmpty()) return neverStarted(change);
        Fact<?> fact = ClinicalRules.candidate(timeline);
        return courses.list().stream().anyMatch(course -> course.canContain(fact.date()))
                ? Optional.empty()
                : refusal(
                        Reason.NOT_ON_THERAPY,
                        "No recorded imatinib course can contain the date (" + fact.date() + ").",
                        "date");
    }

    /**
     * A stop ends a course that no other stop ends. It may be recorded before its start where a later course shows that
     * there was therapy: then a finding asks for the start.
     */
    private static Optional<Refusal> stop(PatientState patient, Timeline timeline, Therapy stop) {
        Courses courses = timeline.courses(stop.agent());
        if (courses.list().isEmpty()) return neverStarted(stop);
        var orphansBefore = patient.timeline().courses(stop.agent()).stopsWithoutStart().stream()
                .map(Fact::id)
                .toList();
        return courses.stopsWithoutStart().stream()
                .filter(orphan -> !orphansBefore.contains(orphan.id()))
                .filter(Predicate.not(orphan -> orphan.id().equals(CANDIDATE) && startsLater(courses, orphan)))
                .findFirst()
                .flatMap(_ -> refusal(
                        Reason.NO_COURSE,
                        "Every recorded course of " + stop.agent() + " that could end then is stopped already.",
                        "date"));
    }

    private static boolean startsLater(Courses courses, Fact<?> stop) {
        return courses.list().stream()
                .anyMatch(course -> stop.date().certainlyBefore(course.start().date()));
    }

    private static Optional<Refusal> neverStarted(Therapy therapy) {
        return refusal(Reason.NO_COURSE, "No start of " + therapy.agent() + " is recorded for this patient.", null);
    }

    private static Course own(Courses courses) {
        return courses.list().stream().filter(TherapyDecider::isOwn).findFirst().orElseThrow();
    }

    private static boolean isOwn(Course course) {
        return course.start().id().equals(CANDIDATE);
    }
}
