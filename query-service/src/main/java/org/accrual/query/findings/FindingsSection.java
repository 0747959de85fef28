package org.accrual.query.findings;

import java.util.List;
import org.accrual.query.views.Clinical;
import org.accrual.query.views.Section;
import org.accrual.query.views.SubjectState;
import org.accrual.study.rules.Finding;
import org.springframework.stereotype.Component;

/** What has been found in a patient's record, in clinical order. */
@Component
public final class FindingsSection implements Section<Clinical, FindingsSection.Found> {
    public record Found(List<Finding> findings) {}

    @Override
    public String name() {
        return "findings";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SubjectState<Clinical> state() {
        return SubjectState.CLINICAL;
    }

    @Override
    public Class<Found> form() {
        return Found.class;
    }

    @Override
    public Found of(Clinical patient) {
        return new Found(patient.findings());
    }
}
