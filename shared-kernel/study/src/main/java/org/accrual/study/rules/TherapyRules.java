package org.accrual.study.rules;

import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.accrual.study.events.Therapy;
import org.accrual.study.events.Therapy.ImatinibDoseChanged;
import org.accrual.study.events.Therapy.ImatinibRechallenged;
import org.accrual.study.patient.Course;
import org.accrual.study.patient.Courses;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Reason;

/** Courses follow clinical time, not the order of recording: each fact is judged in the courses that it makes. */
final class TherapyRules {
    private TherapyRules() {}

    private static Stream<Breach> ofEachAgent(Timeline record, BiFunction<String, Courses, Stream<Breach>> judgement) {
        return record.agents().stream().flatMap(agent -> judgement.apply(agent, record.courses(agent)));
    }

    static Stream<Breach> rechallengeFollowsACourse(Timeline record) {
        return ofEachAgent(
                record,
                (_, courses) -> courses.list().stream()
                        .filter(course -> course.start().event() instanceof ImatinibRechallenged
                                && courses.earlierThan(course).isEmpty())
                        .map(course -> Breach.at(course.start())
                                .refusing(
                                        course.start(),
                                        Reason.NO_EARLIER_COURSE,
                                        "No imatinib course is recorded that started before "
                                                + course.start().date() + ".",
                                        "date")));
    }

    /** One open course per agent: a course may not be without an end when the next begins, unless by a re-challenge. */
    static Stream<Breach> oneOpenCourse(Timeline record) {
        return ofEachAgent(
                record,
                (_, courses) ->
                        courses.list().stream().filter(Course::overlapped).map(TherapyRules::overlap));
    }

    private static Breach overlap(Course course) {
        Breach breach = Breach.at(course.start())
                .refusing(course.next(), Reason.COURSE_ALREADY_OPEN, stillOpen(course), "date");
        // A re-challenge says that there was a course before it, so only what certainly follows can contradict it.
        boolean mayFollow = course.start().event() instanceof ImatinibRechallenged
                && !course.next().date().certainlyAfter(course.start().date());
        return mayFollow
                ? breach
                : breach.refusing(course.start(), Reason.COURSE_ALREADY_OPEN, opensBefore(course), "date");
    }

    private static String stillOpen(Course course) {
        return "The course of " + course.agent() + " that started "
                + course.start().date() + " (event " + course.start().id()
                + ") is not stopped before this start: record its stop first"
                + (course.agent().equals(Therapy.IMATINIB)
                        ? ", or a re-challenge (RechallengeImatinib) where the source names no stop."
                        : ".");
    }

    private static String opensBefore(Course course) {
        return "Another course of " + course.agent() + " starts "
                + course.next().date() + " (event "
                + course.next().id()
                + "), and no stop lies between: record the stop of this earlier course first.";
    }

    static Stream<Breach> doseIsInACourse(Timeline record) {
        return record.facts(ImatinibDoseChanged.class).stream()
                .filter(change -> record.courses(change.event().agent()).list().stream()
                        .noneMatch(course -> course.canContain(change.date())))
                .map(change -> outside(record.courses(change.event().agent()), change));
    }

    private static Breach outside(Courses courses, Fact<ImatinibDoseChanged> change) {
        return courses.list().isEmpty()
                ? neverStarted(Breach.at(change), change)
                : Breach.at(change)
                        .refusing(
                                change,
                                Reason.NOT_ON_THERAPY,
                                "No recorded imatinib course can contain the date (" + change.date() + ").",
                                "date");
    }

    private static Breach neverStarted(Breach breach, Fact<? extends Therapy> fact) {
        return breach.refusing(
                fact, Reason.NO_COURSE, "No start of " + fact.event().agent() + " is recorded for this patient.", null);
    }

    /**
     * A stop ends a course that no other stop ends. It may be recorded before its start where a later course shows that
     * there was therapy: then a finding asks for the start.
     */
    static Stream<Breach> stopEndsACourse(Timeline record) {
        return ofEachAgent(
                record,
                (agent, courses) ->
                        courses.stopsWithoutStart().stream().map(orphan -> orphaned(record, agent, courses, orphan)));
    }

    private static Breach orphaned(Timeline record, String agent, Courses courses, Fact<? extends Therapy> orphan) {
        Breach breach = Breach.at(orphan);
        if (courses.list().isEmpty()) return neverStarted(breach, orphan);
        if (courses.list().stream()
                .noneMatch(
                        course -> orphan.date().certainlyBefore(course.start().date())))
            breach = stoppedAlready(breach, agent, orphan);
        for (Course course : courses.list())
            if (course.stop() != null
                    && hasACourseWithout(record, agent, course.stop().id(), orphan))
                breach = stoppedAlready(breach, agent, course.stop());
        return breach;
    }

    /** Whether the orphan is one only because the other stop has taken its course. */
    private static boolean hasACourseWithout(Timeline record, String agent, EventId other, Fact<?> orphan) {
        return record.coursesWithout(agent, other).stopsWithoutStart().stream()
                .noneMatch(stop -> stop.id().equals(orphan.id()));
    }

    private static Breach stoppedAlready(Breach breach, String agent, Fact<? extends Therapy> stop) {
        return breach.refusing(
                stop,
                Reason.NO_COURSE,
                "Every recorded course of " + agent + " that could end then is stopped already.",
                "date");
    }

    static Stream<Breach> stopIsRecorded(Timeline record) {
        return ofEachAgent(
                record,
                (_, courses) ->
                        courses.list().stream().filter(Course::stopInferred).map(course -> Breach.at(course.next())));
    }
}
