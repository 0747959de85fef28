package org.accrual.query.views;

import java.util.List;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.patient.PatientState;
import org.accrual.study.patient.Timeline;
import org.accrual.study.rules.Finding;
import org.accrual.study.rules.Findings;

/** A patient's clinical state with what derives from it, each derived once, when it is first asked for. */
public final class Clinical {
    private static final Clinical EMPTY = new Clinical(PatientState.empty());

    private final PatientState state;
    private Timeline timeline;
    private List<Finding> findings;

    private Clinical(PatientState state) {
        this.state = state;
    }

    public static Clinical empty() {
        return EMPTY;
    }

    /** @throws IllegalStateException for an event of a patient who is not enrolled */
    public Clinical evolve(RecordedEvent recorded) {
        if (!state.exists() && !(recorded.event() instanceof PatientEnrolled))
            throw new IllegalStateException(recorded.envelope().type() + " of a patient who is not enrolled");
        return new Clinical(state.evolve(recorded));
    }

    public PatientState state() {
        return state;
    }

    public PatientEnrolled enrolment() {
        return state.enrolment().orElseThrow(() -> new IllegalStateException("a patient begins with an enrolment"));
    }

    public Timeline timeline() {
        if (timeline == null) timeline = state.timeline();
        return timeline;
    }

    public List<Finding> findings() {
        if (findings == null) findings = Findings.of(state);
        return findings;
    }
}
