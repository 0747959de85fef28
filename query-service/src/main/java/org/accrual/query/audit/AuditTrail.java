package org.accrual.query.audit;

import java.util.function.Consumer;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Trail;
import org.accrual.query.views.Trail.Filter;
import org.accrual.query.views.Views;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.patient.PatientState;
import org.springframework.stereotype.Component;

/** Every accepted event of a study, in the order of recording, with what it changed. */
@Component
final class AuditTrail {
    private final Trail trail;
    private final Views views;

    AuditTrail(Trail trail, Views views) {
        this.trail = trail;
        this.views = views;
    }

    long count(Filter filter, Cut cut) {
        return trail.count(filter, cut);
    }

    /** @see Trail#read */
    void read(Filter filter, Cut cut, int skip, int limit, Consumer<AuditEntry> reader) {
        trail.read(filter, cut, skip, limit, entry -> reader.accept(audited(entry)));
    }

    private AuditEntry audited(Trail.Entry entry) {
        if (entry.event().isPresent() && entry.event().get() instanceof EventRetracted retraction) {
            PatientEvent retracted = retracted(entry, retraction);
            return retracted == null ? AuditEntry.erased(entry) : AuditEntry.ofRetraction(entry, retraction, retracted);
        }
        return entry.event().map(event -> AuditEntry.of(entry, event)).orElseGet(() -> AuditEntry.erased(entry));
    }

    /** What counted until then; null if the patient has been erased since. */
    private PatientEvent retracted(Trail.Entry entry, EventRetracted retraction) {
        var envelope = entry.envelope();
        return views.patient(envelope.study(), envelope.patient(), Cut.at(entry.before()))
                .flatMap(before -> before.entry(retraction.target()))
                .map(PatientState.Entry::effective)
                .orElse(null);
    }
}
