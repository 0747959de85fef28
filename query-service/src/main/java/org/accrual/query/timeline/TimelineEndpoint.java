package org.accrual.query.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.accrual.query.http.AsOf;
import org.accrual.query.http.Gate;
import org.accrual.query.http.Page;
import org.accrual.query.http.PageRequest;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Policy;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.CommandId;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Role;
import org.accrual.study.words.StudyId;
import org.accrual.web.problem.Unanswered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * One patient: what is known at a cut, and what was recorded up to it. Under the center's address or the study's, which
 * is the shorter one for whoever has only the patient's id.
 */
@RestController
class TimelineEndpoint {
    private static final String OF_CENTER = "/api/studies/{study}/centers/{center}/patients/{patient}";
    private static final String OF_STUDY = "/api/studies/{study}/patients/{patient}";

    private final Views views;
    private final Gate gate;

    TimelineEndpoint(Views views, Gate gate) {
        this.views = views;
        this.gate = gate;
    }

    /**
     * @param position that the answer reflects
     * @param recordedUpTo null unless an instant was asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Patient(
            DataOrigin origin,
            String position,
            Instant recordedUpTo,
            String subjectNumber,
            @JsonUnwrapped PatientTimeline timeline) {}

    /**
     * An event as it was recorded.
     *
     * @param position just after it, in its partition
     * @param predecessor hash of the record before it in its center's chain
     * @param payload what was recorded; corrections are events of their own
     */
    record Event(
            EventId event,
            String type,
            int revision,
            long sequence,
            Instant recordedAt,
            String actor,
            Role role,
            CommandId command,
            String position,
            String predecessor,
            StudyEvent payload) {
        static Event of(Views.PositionedEvent positioned) {
            RecordedEvent recorded = positioned.recorded();
            var envelope = recorded.envelope();
            return new Event(
                    envelope.id(),
                    envelope.type(),
                    envelope.revision(),
                    envelope.sequence(),
                    envelope.recordedAt(),
                    envelope.actor(),
                    envelope.role(),
                    envelope.command(),
                    positioned.position().toString(),
                    envelope.predecessor(),
                    recorded.event());
        }
    }

    @GetMapping({OF_CENTER, OF_STUDY})
    Patient patient(
            Actor actor,
            @AsOf Cut cut,
            @PathVariable StudyId study,
            @PathVariable(required = false) CenterId center,
            @PathVariable PatientId patient) {
        PatientState state = permitted(actor, cut, study, center, patient);
        return new Patient(
                gate.studyOf(study, cut).origin(),
                cut.position().toString(),
                cut.recordedUpTo().orElse(null),
                state.enrolment().orElseThrow().subjectNumber(),
                PatientTimeline.of(state));
    }

    /** In the order of recording. */
    @GetMapping({OF_CENTER + "/events", OF_STUDY + "/events"})
    Page<Event> events(
            Actor actor,
            Cut cut,
            @PathVariable StudyId study,
            @PathVariable(required = false) CenterId center,
            @PathVariable PatientId patient,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = PageRequest.DEFAULT_SIZE) int size) {
        var request = new PageRequest(page, size);
        permitted(actor, cut, study, center, patient);
        return Page.of(
                study, gate.studyOf(study, cut).origin(), request, cut, views.events(study, patient, cut), Event::of);
    }

    /** A patient whom the actor may not see is as unknown to them as one who does not exist. */
    private PatientState permitted(Actor actor, Cut cut, StudyId study, CenterId center, PatientId patient) {
        if (center != null) gate.center(actor, Action.SEE_PATIENT, study, center, cut);
        return views.patient(study, patient, cut)
                .filter(state -> center == null || state.center().equals(center))
                .filter(state -> Policy.permits(actor, Action.SEE_PATIENT, new ChainId(study, state.center())))
                .orElseThrow(() -> Unanswered.notFound("patient " + patient + " of study " + study));
    }
}
