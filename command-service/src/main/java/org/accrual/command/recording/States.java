package org.accrual.command.recording;

import static org.accrual.command.eventstore.StudyEventTypes.nameOf;

import org.accrual.command.decision.Subject;
import org.accrual.command.eventstore.AxonModule;
import org.accrual.command.eventstore.ChainTags;
import org.accrual.command.eventstore.StateModule;
import org.accrual.kernel.center.CenterState;
import org.accrual.kernel.center.Roster;
import org.accrual.kernel.events.Administration.CenterActivated;
import org.accrual.kernel.events.Administration.StudyOpened;
import org.accrual.kernel.events.Amendment.EventCorrected;
import org.accrual.kernel.events.Enrollment.PatientEnrolled;
import org.accrual.kernel.events.PatientEvent;
import org.accrual.kernel.events.RecordedEvent;
import org.accrual.kernel.language.ChainId;
import org.accrual.kernel.language.StudyId;
import org.accrual.kernel.log.ChainKey;
import org.accrual.kernel.patient.PatientState;
import org.accrual.kernel.study.StudyState;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.springframework.stereotype.Component;

/**
 * The kernel's states as Axon entities. Each one's criteria are at once what it is folded from and what a decision that
 * has read it rests on. Axon shows the event just decided to every state that was loaded; each takes only its own.
 */
@Component
public final class States implements AxonModule {
    @Override
    public void registerWith(EventSourcingConfigurer configurer) {
        configurer
                .registerEntity(StateModule.of(
                        Subject.class, PatientState.class, _ -> PatientState.empty(), States::evolve, States::of))
                .registerEntity(StateModule.of(
                        ChainId.class, CenterState.class, _ -> CenterState.empty(), States::evolve, States::activation))
                .registerEntity(StateModule.of(
                        ChainId.class, Roster.class, _ -> Roster.empty(), Roster::evolve, States::numbering))
                .registerEntity(StateModule.of(
                        StudyId.class, StudyState.class, _ -> StudyState.empty(), States::evolve, States::opening));
    }

    private static PatientState evolve(PatientState state, RecordedEvent recorded) {
        return recorded.event() instanceof PatientEvent ? state.evolve(recorded) : state;
    }

    private static CenterState evolve(CenterState state, RecordedEvent recorded) {
        return recorded.event() instanceof CenterActivated ? state.evolve(recorded) : state;
    }

    private static StudyState evolve(StudyState state, RecordedEvent recorded) {
        return recorded.event() instanceof StudyOpened ? state.evolve(recorded) : state;
    }

    private static EventCriteria of(Subject subject) {
        return ChainTags.patient(inLog(subject.chain()), subject.patient().toString());
    }

    private static EventCriteria activation(ChainId center) {
        return ChainTags.itself(inLog(center)).andBeingOneOfTypes(nameOf(CenterActivated.class));
    }

    /** Whatever gives a subject number: enrolments, and corrections of them. */
    private static EventCriteria numbering(ChainId center) {
        return ChainTags.wholeChain(inLog(center))
                .andBeingOneOfTypes(nameOf(PatientEnrolled.class), nameOf(EventCorrected.class));
    }

    private static EventCriteria opening(StudyId study) {
        return ChainTags.itself(inLog(ChainId.ofStudy(study))).andBeingOneOfTypes(nameOf(StudyOpened.class));
    }

    private static ChainKey inLog(ChainId chain) {
        return new ChainKey(chain.toString());
    }
}
