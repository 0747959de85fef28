package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.Check;
import org.accrual.study.words.CommandId;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Role;
import org.accrual.study.words.StudyId;

/**
 * What is known of an event without reading its payload.
 *
 * @param type the event's simple name
 * @param revision its format's revision, from 1
 * @param center null for an event of the study itself
 * @param patient null unless the event belongs to a patient
 * @param sequence from 1 within the patient's stream, or among the chain's events that have no patient
 * @param recordedAt UTC, set by the server; never runs backwards within a chain
 * @param actor opaque id of the person who sent the command
 * @param keyId names the key of the payload; null if it is plain
 * @param predecessor hash of the chain's record before this one, 64 hexadecimal digits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Envelope(
        EventId id,
        String type,
        int revision,
        StudyId study,
        CenterId center,
        PatientId patient,
        long sequence,
        Instant recordedAt,
        String actor,
        Role role,
        CommandId command,
        String keyId,
        String predecessor) {
    public Envelope {
        Check.present("id", id);
        Check.text("type", type);
        Check.present("study", study);
        Check.present("recordedAt", recordedAt);
        Check.text("actor", actor);
        Check.present("role", role);
        Check.present("command", command);
        if (patient != null) Check.present("center", center);
    }

    public ChainId chain() {
        return new ChainId(study, center);
    }
}
