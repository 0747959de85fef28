package org.accrual.study.patient;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.accrual.study.events.Therapy;
import org.accrual.study.events.Therapy.ImatinibDoseChanged;
import org.accrual.study.events.Therapy.ImatinibRechallenged;
import org.accrual.study.events.Therapy.ImatinibStarted;
import org.accrual.study.events.Therapy.ImatinibStopped;
import org.accrual.study.events.Therapy.TherapyStarted;
import org.accrual.study.events.Therapy.TherapyStopped;

/**
 * The courses of one agent. A stop ends the first course that it can end: one that did not certainly start later and
 * was not certainly followed by another start before.
 *
 * @param list in clinical order
 * @param stopsWithoutStart stops that end no course on record (their start may still be recorded)
 */
public record Courses(List<Course> list, List<Fact<? extends Therapy>> stopsWithoutStart) {
    static final Courses NONE = new Courses(List.of(), List.of());

    public Courses {
        list = List.copyOf(list);
        stopsWithoutStart = List.copyOf(stopsWithoutStart);
    }

    static Courses of(String agent, List<Fact<Therapy>> facts) {
        var starts = new ArrayList<Fact<Therapy>>();
        var stops = new ArrayList<Fact<Therapy>>();
        var doses = new ArrayList<Fact<ImatinibDoseChanged>>();
        for (Fact<Therapy> fact : facts) sort(fact, starts, stops, doses);
        var ends = new ArrayList<Fact<? extends Therapy>>(java.util.Collections.nCopies(starts.size(), null));
        var orphans = new ArrayList<Fact<? extends Therapy>>();
        for (Fact<Therapy> stop : stops) {
            int course = endedBy(stop, starts, ends);
            if (course < 0) orphans.add(stop);
            else ends.set(course, stop);
        }
        return new Courses(courses(agent, starts, ends, doses), orphans);
    }

    @SuppressWarnings("unchecked")
    private static void sort(
            Fact<Therapy> fact,
            List<Fact<Therapy>> starts,
            List<Fact<Therapy>> stops,
            List<Fact<ImatinibDoseChanged>> doses) {
        Fact<?> any = fact;
        switch (fact.event()) {
            case ImatinibStarted _, ImatinibRechallenged _, TherapyStarted _ -> starts.add(fact);
            case ImatinibStopped _, TherapyStopped _ -> stops.add(fact);
            case ImatinibDoseChanged _ -> doses.add((Fact<ImatinibDoseChanged>) any);
        }
    }

    private static int endedBy(Fact<Therapy> stop, List<Fact<Therapy>> starts, List<Fact<? extends Therapy>> ends) {
        for (int i = 0; i < starts.size(); i++) {
            boolean followedBefore =
                    i + 1 < starts.size() && starts.get(i + 1).date().certainlyBefore(stop.date());
            if (ends.get(i) == null
                    && !stop.date().certainlyBefore(starts.get(i).date())
                    && !followedBefore) return i;
        }
        return -1;
    }

    private static List<Course> courses(
            String agent,
            List<Fact<Therapy>> starts,
            List<Fact<? extends Therapy>> ends,
            List<Fact<ImatinibDoseChanged>> doses) {
        var courses = new ArrayList<Course>();
        for (int i = 0; i < starts.size(); i++) {
            Fact<Therapy> next = i + 1 < starts.size() ? starts.get(i + 1) : null;
            var course = new Course(agent, i + 1, starts.get(i), ends.get(i), next, List.of());
            var within = doses.stream()
                    .filter(dose -> course.canContain(dose.date()))
                    .toList();
            courses.add(new Course(agent, i + 1, starts.get(i), ends.get(i), next, within));
        }
        return courses;
    }

    /** The last course that may have begun by then. */
    public Optional<Course> lastStartedBy(org.accrual.study.words.ClinicalDate date) {
        return list.stream()
                .filter(course -> !course.start().date().certainlyAfter(date))
                .max(Comparator.comparingInt(Course::number));
    }

    /** The course before that one, or one that may have been before it as far as the dates say. */
    public Optional<Course> earlierThan(Course course) {
        if (course.number() > 1) return Optional.of(list.get(course.number() - 2));
        return list.stream()
                .filter(other -> other.number() != course.number()
                        && !other.start().date().certainlyAfter(course.start().date()))
                .findFirst();
    }

    /** The first start that followed an open course without being a re-challenge. */
    public Optional<Course> overlapped() {
        return list.stream().filter(Course::overlapped).findFirst();
    }
}
