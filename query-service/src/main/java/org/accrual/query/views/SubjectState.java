package org.accrual.query.views;

import java.util.List;
import java.util.function.BiFunction;
import org.accrual.study.administration.CenterState;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.RecordedEvent;

/**
 * One of the states that the events of a subject evolve. A subject has as many as its features need, each folding all of
 * the subject's events and leaving alone those that are not its own; a feature that needs another declares it, and has
 * it kept up by deriving a {@link Section} from it.
 *
 * @param name unique among the states of its kind of subject
 * @param evolve pure; throws {@link IllegalStateException} for an event that can't follow
 */
public record SubjectState<S>(SubjectKind kind, String name, S empty, BiFunction<S, RecordedEvent, S> evolve) {
    /** What is clinically known of a patient. */
    public static final SubjectState<Clinical> CLINICAL =
            new SubjectState<>(SubjectKind.PATIENT, "clinical", Clinical.empty(), Clinical::evolve);

    public static final SubjectState<CenterState> CENTER =
            new SubjectState<>(SubjectKind.CENTER, "center", CenterState.empty(), CenterState::evolve);
    public static final SubjectState<StudyState> STUDY =
            new SubjectState<>(SubjectKind.STUDY, "study", StudyState.empty(), StudyState::evolve);

    /** Folded whether a section derives from them or not: what they can't take stops the views. */
    static final List<SubjectState<?>> ALWAYS = List.of(CLINICAL, CENTER, STUDY);

    public S fold(List<RecordedEvent> events) {
        S state = empty;
        for (RecordedEvent event : events) state = evolve.apply(state, event);
        return state;
    }
}
