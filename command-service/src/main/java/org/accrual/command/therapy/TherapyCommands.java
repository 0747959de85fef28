package org.accrual.command.therapy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Feature;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Therapy;
import org.accrual.study.events.Therapy.ImatinibDoseChanged;
import org.accrual.study.events.Therapy.ImatinibRechallenged;
import org.accrual.study.events.Therapy.ImatinibStarted;
import org.accrual.study.events.Therapy.ImatinibStopped;
import org.accrual.study.events.Therapy.TherapyStarted;
import org.accrual.study.events.Therapy.TherapyStopped;
import org.accrual.study.patient.Course;
import org.accrual.study.patient.Courses;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Source;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Systemic therapy. What is decided (a course's number, whether the stop before it is inferred) is not sent. */
@Component
public final class TherapyCommands implements Feature {
    /** A re-challenge follows at least one course. */
    private static final int FIRST_RECHALLENGE = 2;

    @Override
    public List<CommandForm<?, ?>> forms() {
        return List.of(
                CommandForm.clinical(StartImatinib.class, Start.class, StartImatinib::new),
                CommandForm.clinical(ChangeImatinibDose.class, ImatinibDoseChanged.class, ChangeImatinibDose::new),
                CommandForm.clinical(StopImatinib.class, ImatinibStopped.class, StopImatinib::new),
                CommandForm.clinical(RechallengeImatinib.class, Rechallenge.class, RechallengeImatinib::new),
                CommandForm.clinical(StartTherapy.class, TherapyStarted.class, StartTherapy::new),
                CommandForm.clinical(StopTherapy.class, TherapyStopped.class, StopTherapy::new));
    }

    public record StartImatinib(Subject subject, Start start) implements ClinicalCommand {
        /** As if it were the first course, to see which one it is. */
        @Override
        public ImatinibStarted fact() {
            return start.inCourse(1);
        }

        @Override
        public ImatinibStarted recorded(Timeline record) {
            return start.inCourse(own(record.courses(Therapy.IMATINIB)).number());
        }
    }

    public record ChangeImatinibDose(Subject subject, ImatinibDoseChanged fact) implements ClinicalCommand {}

    public record StopImatinib(Subject subject, ImatinibStopped fact) implements ClinicalCommand {}

    public record RechallengeImatinib(Subject subject, Rechallenge rechallenge) implements ClinicalCommand {
        @Override
        public ImatinibRechallenged fact() {
            return rechallenge.inCourse(FIRST_RECHALLENGE, false);
        }

        @Override
        public ImatinibRechallenged recorded(Timeline record) {
            Courses courses = record.courses(Therapy.IMATINIB);
            Course own = own(courses);
            return rechallenge.inCourse(
                    Math.max(FIRST_RECHALLENGE, own.number()),
                    courses.earlierThan(own).orElseThrow().stop() == null);
        }
    }

    public record StartTherapy(Subject subject, TherapyStarted fact) implements ClinicalCommand {}

    public record StopTherapy(Subject subject, TherapyStopped fact) implements ClinicalCommand {}

    /** {@link ImatinibStarted} but for its course. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Start(
            ClinicalDate date,
            @Nullable Integer doseMgPerDay,
            @Nullable Integer line,
            @Nullable Source source) {
        public Start {
            // What the event would not hold is refused as early as the rest of the body.
            new ImatinibStarted(date, doseMgPerDay, line, 1, source);
        }

        ImatinibStarted inCourse(int course) {
            return new ImatinibStarted(date, doseMgPerDay, line, course, source);
        }
    }

    /** {@link ImatinibRechallenged} but for its course, and whether the stop before it is inferred. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rechallenge(
            ClinicalDate date,
            @Nullable Integer doseMgPerDay,
            @Nullable Source source) {
        public Rechallenge {
            new ImatinibRechallenged(date, doseMgPerDay, FIRST_RECHALLENGE, false, source);
        }

        ImatinibRechallenged inCourse(int course, boolean priorStopInferred) {
            return new ImatinibRechallenged(date, doseMgPerDay, course, priorStopInferred, source);
        }
    }

    private static Course own(Courses courses) {
        return courses.list().stream()
                .filter(course -> course.start().id().equals(ClinicalCommand.CANDIDATE))
                .findFirst()
                .orElseThrow();
    }
}
