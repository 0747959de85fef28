package org.accrual.command.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.accrual.command.eventstore.axon.ChainTags;
import org.accrual.command.eventstore.axon.StateKind;
import org.accrual.command.eventstore.axon.StateOf;
import org.accrual.command.eventstore.axon.States;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Decision;
import org.accrual.command.intake.Feature;
import org.accrual.command.intake.StudyStates;
import org.accrual.command.intake.Subject;
import org.accrual.command.intake.SubjectCommand;
import org.accrual.study.access.Action;
import org.accrual.study.events.Review;
import org.accrual.study.events.Review.EventFrozen;
import org.accrual.study.events.Review.EventUnfrozen;
import org.accrual.study.events.Review.PatientLocked;
import org.accrual.study.events.Review.PatientUnlocked;
import org.accrual.study.events.Review.QueryAnswered;
import org.accrual.study.events.Review.QueryCancelled;
import org.accrual.study.events.Review.QueryClosed;
import org.accrual.study.events.Review.QueryRaised;
import org.accrual.study.events.Review.QueryReopened;
import org.accrual.study.events.Review.SourceVerified;
import org.accrual.study.patient.PatientState;
import org.accrual.study.review.LockState;
import org.accrual.study.review.ReviewState;
import org.accrual.study.rules.Admission;
import org.accrual.study.words.Refusal;
import org.springframework.stereotype.Component;

/** Queries, source verification, and the locks of patients and events: monitors', but for the site's answers. */
@Component
public final class ReviewCommands implements Feature {
    /** What was asked of a patient's record. */
    static final StateKind<Subject, ReviewState> REVIEW = StateKind.of(
            Subject.class,
            ReviewState.class,
            ReviewState.empty(),
            ReviewState::evolve,
            subject -> ChainTags.patient(
                    StudyStates.inLog(subject.chain()), subject.patient().toString()),
            Review.Query.class);

    @Override
    public List<CommandForm<?, ?>> forms() {
        return List.of(
                monitors(RaiseQuery.class, QueryRaised.class, RaiseQuery::new),
                new CommandForm<>(
                        AnswerQuery.class, Action.ANSWER_QUERY, Subject.class, QueryAnswered.class, AnswerQuery::new),
                monitors(CloseQuery.class, QueryClosed.class, CloseQuery::new),
                monitors(ReopenQuery.class, QueryReopened.class, ReopenQuery::new),
                monitors(CancelQuery.class, QueryCancelled.class, CancelQuery::new),
                monitors(VerifySource.class, SourceVerified.class, VerifySource::new),
                monitors(LockPatient.class, PatientLocked.class, LockPatient::new),
                monitors(UnlockPatient.class, PatientUnlocked.class, UnlockPatient::new),
                monitors(FreezeEvent.class, EventFrozen.class, FreezeEvent::new),
                monitors(UnfreezeEvent.class, EventUnfrozen.class, UnfreezeEvent::new));
    }

    private static <F extends Record> CommandForm<Subject, F> monitors(
            Class<? extends SubjectCommand> command,
            Class<F> fact,
            BiFunction<Subject, F, ? extends SubjectCommand> order) {
        return new CommandForm<>(command, Action.REVIEW_RECORD, Subject.class, fact, order);
    }

    @Override
    public List<StateKind<?, ?>> states() {
        return List.of(REVIEW);
    }

    /** Recorded unless something speaks against it: nothing in a review follows from the record. */
    private interface ReviewCommand extends SubjectCommand {
        Review fact();

        Optional<Refusal> objection(States states);

        @Override
        default Decision decide(States states) {
            return Decision.of(
                    Admission.patientIsEnrolled(states.get(StudyStates.CENTER), states.get(StudyStates.PATIENT))
                            .or(() -> objection(states)),
                    fact());
        }
    }

    /** It rests on the queries, too. */
    private interface QueryCommand extends ReviewCommand {
        Optional<Refusal> objection(ReviewState review);

        @Override
        default List<StateOf<?, ?>> reads() {
            return and(ReviewCommand.super.reads(), REVIEW.of(subject()));
        }

        @Override
        default Optional<Refusal> objection(States states) {
            return objection(states.get(REVIEW));
        }
    }

    /** It rests on the locks, too. */
    private interface LockCommand extends ReviewCommand {
        Optional<Refusal> objection(PatientState patient, LockState lock);

        @Override
        default List<StateOf<?, ?>> reads() {
            return and(ReviewCommand.super.reads(), StudyStates.LOCK.of(subject()));
        }

        @Override
        default Optional<Refusal> objection(States states) {
            return objection(states.get(StudyStates.PATIENT), states.get(StudyStates.LOCK));
        }
    }

    private static List<StateOf<?, ?>> and(List<StateOf<?, ?>> states, StateOf<?, ?> another) {
        var all = new ArrayList<>(states);
        all.add(another);
        return all;
    }

    public record RaiseQuery(Subject subject, QueryRaised fact) implements ReviewCommand {
        @Override
        public Optional<Refusal> objection(States states) {
            return ReviewRules.questioned(states.get(StudyStates.PATIENT), fact);
        }
    }

    public record AnswerQuery(Subject subject, QueryAnswered fact) implements QueryCommand {
        @Override
        public Optional<Refusal> objection(ReviewState review) {
            return ReviewRules.awaitsAnswer(review, fact.query());
        }
    }

    public record CloseQuery(Subject subject, QueryClosed fact) implements QueryCommand {
        @Override
        public Optional<Refusal> objection(ReviewState review) {
            return ReviewRules.isPending(review, fact.query());
        }
    }

    public record ReopenQuery(Subject subject, QueryReopened fact) implements QueryCommand {
        @Override
        public Optional<Refusal> objection(ReviewState review) {
            return ReviewRules.canBeReopened(review, fact.query());
        }
    }

    public record CancelQuery(Subject subject, QueryCancelled fact) implements QueryCommand {
        @Override
        public Optional<Refusal> objection(ReviewState review) {
            return ReviewRules.isPending(review, fact.query());
        }
    }

    public record VerifySource(Subject subject, SourceVerified fact) implements ReviewCommand {
        @Override
        public Optional<Refusal> objection(States states) {
            return ReviewRules.allStand(states.get(StudyStates.PATIENT), fact.targets());
        }
    }

    public record LockPatient(Subject subject, PatientLocked fact) implements LockCommand {
        @Override
        public Optional<Refusal> objection(PatientState patient, LockState lock) {
            return ReviewRules.isOpen(lock);
        }
    }

    public record UnlockPatient(Subject subject, PatientUnlocked fact) implements LockCommand {
        @Override
        public Optional<Refusal> objection(PatientState patient, LockState lock) {
            return ReviewRules.isLocked(lock);
        }
    }

    public record FreezeEvent(Subject subject, EventFrozen fact) implements LockCommand {
        @Override
        public Optional<Refusal> objection(PatientState patient, LockState lock) {
            return ReviewRules.stands(patient, fact.target(), "target")
                    .or(() -> ReviewRules.isNotFrozen(lock, fact.target()));
        }
    }

    public record UnfreezeEvent(Subject subject, EventUnfrozen fact) implements LockCommand {
        @Override
        public Optional<Refusal> objection(PatientState patient, LockState lock) {
            return ReviewRules.isFrozen(lock, fact.target());
        }
    }
}
