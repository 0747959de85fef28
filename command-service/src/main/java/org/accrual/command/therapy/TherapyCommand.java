package org.accrual.command.therapy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Therapy.ImatinibDoseChanged;
import org.accrual.study.events.Therapy.ImatinibRechallenged;
import org.accrual.study.events.Therapy.ImatinibStarted;
import org.accrual.study.events.Therapy.ImatinibStopped;
import org.accrual.study.events.Therapy.TherapyStarted;
import org.accrual.study.events.Therapy.TherapyStopped;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Source;
import org.jspecify.annotations.Nullable;

/** Systemic therapy. What is decided (a course's number, whether the stop before it is inferred) is not sent. */
public sealed interface TherapyCommand extends ClinicalCommand {
    List<CommandForm<?, ?>> FORMS = List.of(
            CommandForm.clinical(StartImatinib.class, Start.class, StartImatinib::new),
            CommandForm.clinical(ChangeImatinibDose.class, ImatinibDoseChanged.class, ChangeImatinibDose::new),
            CommandForm.clinical(StopImatinib.class, ImatinibStopped.class, StopImatinib::new),
            CommandForm.clinical(RechallengeImatinib.class, Rechallenge.class, RechallengeImatinib::new),
            CommandForm.clinical(StartTherapy.class, TherapyStarted.class, StartTherapy::new),
            CommandForm.clinical(StopTherapy.class, TherapyStopped.class, StopTherapy::new));

    record StartImatinib(Subject subject, Start fact) implements TherapyCommand {}

    record ChangeImatinibDose(Subject subject, ImatinibDoseChanged fact) implements TherapyCommand {}

    record StopImatinib(Subject subject, ImatinibStopped fact) implements TherapyCommand {}

    record RechallengeImatinib(Subject subject, Rechallenge fact) implements TherapyCommand {}

    record StartTherapy(Subject subject, TherapyStarted fact) implements TherapyCommand {}

    record StopTherapy(Subject subject, TherapyStopped fact) implements TherapyCommand {}

    /** {@link ImatinibStarted} but for its course. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Start(
            ClinicalDate date,
            @Nullable Integer doseMgPerDay,
            @Nullable Integer line,
            @Nullable Source source) {
        private static final int FIRST_COURSE = 1;

        public Start {
            // What the event would not hold is refused as early as the rest of the body.
            new ImatinibStarted(date, doseMgPerDay, line, FIRST_COURSE, source);
        }

        ImatinibStarted inCourse(int course) {
            return new ImatinibStarted(date, doseMgPerDay, line, course, source);
        }

        /** With the first course's number, to see which course it is. */
        ImatinibStarted undecided() {
            return inCourse(FIRST_COURSE);
        }
    }

    /** {@link ImatinibRechallenged} but for its course, and whether the stop before it is inferred. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rechallenge(
            ClinicalDate date,
            @Nullable Integer doseMgPerDay,
            @Nullable Source source) {
        /** A re-challenge follows at least one course. */
        static final int FIRST_COURSE = 2;

        public Rechallenge {
            new ImatinibRechallenged(date, doseMgPerDay, FIRST_COURSE, false, source);
        }

        ImatinibRechallenged inCourse(int course, boolean priorStopInferred) {
            return new ImatinibRechallenged(date, doseMgPerDay, course, priorStopInferred, source);
        }

        ImatinibRechallenged undecided() {
            return inCourse(FIRST_COURSE, false);
        }
    }
}
