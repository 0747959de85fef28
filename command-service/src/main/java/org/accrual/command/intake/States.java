package org.accrual.command.intake;

import static org.accrual.command.eventstore.axon.StudyEventTypes.nameOf;

import org.accrual.command.eventstore.axon.AxonModule;
import org.accrual.command.eventstore.axon.ChainTags;
import org.accrual.command.eventstore.axon.StateModule;
import org.accrual.log.format.ChainKey;
import org.accrual.study.administration.CenterState;
import org.accrual.study.administration.Roster;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.Administration.CenterActivated;
import org.accrual.study.events.Administration.StudyOpened;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.StudyId;
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
