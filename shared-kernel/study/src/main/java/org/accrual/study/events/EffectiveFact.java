package org.accrual.study.events;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.accrual.study.events.Amendment.Change;
import org.accrual.study.words.InvalidValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Corrections, as changes of a payload's fields: the one place that knows how a fact looks after one. */
public final class EffectiveFact {
    private EffectiveFact() {}

    /** The field's value now; JSON null if the payload has no such value. */
    public static JsonNode valueOf(PatientEvent event, String field) {
        JsonNode value = tree(event).get(field);
        return value == null ? NullNode.getInstance() : value;
    }

    /** Whether the event's record has a field of that name at all. */
    public static boolean hasField(PatientEvent event, String field) {
        return fields(event).contains(field);
    }

    /** The names of the record's fields, in their order. */
    public static List<String> fields(PatientEvent event) {
        return Arrays.stream(event.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /**
     * The fact after the correction; expected old values are not compared here, since a recorded correction stands.
     *
     * @throws InvalidValue if the changed payload is no valid fact of its type
     */
    public static PatientEvent corrected(PatientEvent event, Amendment.EventCorrected correction) {
        return changed(event, correction.changes());
    }

    /**
     * The fact with the changes' new values.
     *
     * @throws InvalidValue if that is no valid fact of its type
     */
    public static PatientEvent changed(PatientEvent event, List<Change> changes) {
        ObjectNode payload = tree(event);
        for (Change change : changes) {
            if (change.newValue().isNull()) payload.remove(change.field());
            else payload.set(change.field(), change.newValue());
        }
        try {
            return StudyJson.MAPPER.treeToValue(payload, event.getClass());
        } catch (JacksonException e) {
            throw JsonFault.of(e);
        }
    }

    private static ObjectNode tree(PatientEvent event) {
        return (ObjectNode) StudyJson.MAPPER.valueToTree(event);
    }
}
