package org.accrual.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.accrual.query.views.Trail;
import org.accrual.study.events.Amendment;
import org.accrual.study.events.Amendment.CorrectionReason;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.CommandId;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Role;
import org.accrual.study.words.StudyId;
import tools.jackson.databind.JsonNode;

/**
 * One line of the audit trail: who did what, when and why, and what it changed.
 *
 * @param center null for the study's own events; so is the patient for all that concern none
 * @param position just after the event, in its partition
 * @param hash of the event's record; the chain's head after it
 * @param predecessor hash of the record before it in its chain
 * @param target the event that an amendment changes; null for others, like the reason and the text
 * @param changes field by field; empty if the payload was erased
 * @param erased the payload can't be read any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        EventId event,
        String type,
        StudyId study,
        CenterId center,
        PatientId patient,
        long sequence,
        Instant recordedAt,
        String actor,
        Role role,
        CommandId command,
        String position,
        String hash,
        String predecessor,
        EventId target,
        CorrectionReason reason,
        String text,
        List<FieldChange> changes,
        boolean erased) {

    /**
     * A field's value before and after.
     *
     * @param oldValue null if there was none
     * @param newValue null if there is none any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FieldChange(String field, JsonNode oldValue, JsonNode newValue) {}

    static AuditEntry of(Trail.Entry entry, StudyEvent event) {
        return switch (event) {
            case EventCorrected correction -> of(entry, correction, corrected(correction), false);
            case Amendment amendment -> of(entry, amendment, List.of(), false);
            case StudyEvent fact -> of(entry, null, stated(fact), false);
        };
    }

    /** @param retracted the fact that counted until then */
    static AuditEntry ofRetraction(Trail.Entry entry, EventRetracted retraction, StudyEvent retracted) {
        return of(entry, retraction, gone(retracted), false);
    }

    static AuditEntry erased(Trail.Entry entry) {
        return of(entry, null, List.of(), true);
    }

    private static AuditEntry of(Trail.Entry entry, Amendment amendment, List<FieldChange> changes, boolean erased) {
        Envelope envelope = entry.envelope();
        return new AuditEntry(
                envelope.id(),
                envelope.type(),
                envelope.study(),
                envelope.center(),
                envelope.patient(),
                envelope.sequence(),
                envelope.recordedAt(),
                envelope.actor(),
                envelope.role(),
                envelope.command(),
                entry.position().toString(),
                entry.hash(),
                envelope.predecessor(),
                amendment == null ? null : amendment.target(),
                amendment == null ? null : amendment.reason(),
                amendment == null ? null : amendment.text(),
                changes,
                erased);
    }

    private static List<FieldChange> corrected(EventCorrected correction) {
        return correction.changes().stream()
                .map(change ->
                        new FieldChange(change.field(), orAbsent(change.oldValue()), orAbsent(change.newValue())))
                .toList();
    }

    private static List<FieldChange> stated(StudyEvent fact) {
        var stated = new ArrayList<FieldChange>();
        fields(fact).forEach(field -> stated.add(new FieldChange(field.getKey(), null, field.getValue())));
        return List.copyOf(stated);
    }

    private static List<FieldChange> gone(StudyEvent fact) {
        var gone = new ArrayList<FieldChange>();
        fields(fact).forEach(field -> gone.add(new FieldChange(field.getKey(), field.getValue(), null)));
        return List.copyOf(gone);
    }

    private static Iterable<java.util.Map.Entry<String, JsonNode>> fields(StudyEvent event) {
        JsonNode payload = StudyJson.MAPPER.valueToTree(event);
        return payload.properties();
    }

    private static JsonNode orAbsent(JsonNode value) {
        return value.isNull() ? null : value;
    }
}
