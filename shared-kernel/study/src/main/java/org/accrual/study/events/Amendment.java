package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.List;
import org.accrual.study.description.AtLeastOne;
import org.accrual.study.words.Check;
import org.accrual.study.words.EventId;
import org.accrual.study.words.InvalidValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** What changes the effective fact of an earlier event; the event itself stays in the log as it was. */
public sealed interface Amendment extends PatientEvent {
    /** The event whose fact changes. */
    EventId target();

    CorrectionReason reason();

    String text();

    /**
     * One field's change, as JSON values of the target's payload.
     *
     * @param field a top-level field of the payload
     * @param oldValue what the corrector saw; JSON null if the field was absent
     * @param newValue JSON null to remove the field
     */
    record Change(
            String field,
            @Nullable JsonNode oldValue,
            @Nullable JsonNode newValue) {
        public Change {
            Check.text("changes.field", field);
            oldValue = oldValue == null ? NullNode.getInstance() : oldValue;
            newValue = newValue == null ? NullNode.getInstance() : newValue;
        }
    }

    /** @param text why, in the corrector's words */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EventCorrected(EventId target, @AtLeastOne List<Change> changes, CorrectionReason reason, String text)
            implements Amendment {
        public EventCorrected {
            Check.present("target", target);
            changes = Check.list("changes", changes);
            if (changes.isEmpty()) throw new InvalidValue("changes", "is empty");
            var fields = new HashSet<String>();
            for (Change change : changes)
                if (!fields.add(change.field()))
                    throw new InvalidValue("changes.field", "'" + change.field() + "' stands twice");
            Check.present("reason", reason);
            Check.text("text", text);
        }
    }

    /** @param text why, in the retractor's words */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EventRetracted(EventId target, CorrectionReason reason, String text) implements Amendment {
        public EventRetracted {
            Check.present("target", target);
            Check.present("reason", reason);
            Check.text("text", text);
        }
    }

    /** Why a record is corrected or retracted. */
    enum CorrectionReason {
        TRANSCRIPTION_ERROR,
        SOURCE_AMENDED,
        LATE_INFORMATION,
        WRONG_PATIENT,
        DUPLICATE,
        OTHER
    }
}
