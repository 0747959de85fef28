package org.accrual.query.analysis.plan;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.Response.AssessmentRecorded;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.InvalidValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fields of clinical events as a plan names them: as in the event's JSON, nested ones with dots
 * ({@code lesions.organ}), and what derives from an event alone.
 */
public final class FactFields {
    private static final String GROWING_LESIONS = "growingLesions";
    private static final String HAS_NEW_LESION = "hasNewLesion";

    private FactFields() {}

    /**
     * The record of a clinical event's type.
     *
     * @throws InvalidValue if no clinical event is called that
     */
    static Class<?> eventType(String at, String name) {
        Class<? extends StudyEvent> type = EventCodec.types().get(name);
        if (type == null || !ClinicalEvent.class.isAssignableFrom(type))
            throw new InvalidValue(at, "'" + name + "' is no clinical event");
        return type;
    }

    /**
     * Checks that the event has the field and that it can hold the values, so that a slip of the pen is refused instead
     * of matching nothing.
     *
     * @param at where the plan names the field, for the complaint
     * @param accepted null if any value will do
     */
    static void check(String at, String event, String path, Accepted accepted) {
        if (eventType(at, event).equals(AssessmentRecorded.class)
                && (path.equals(GROWING_LESIONS) || path.equals(HAS_NEW_LESION))) return;
        Type type = eventType(at, event);
        for (String name : path.split("\\.", -1)) type = fieldType(at, event, path, type, name);
        if (accepted != null && type instanceof Class<?> known && known.isEnum()) checkEnum(at, known, accepted);
    }

    private static Type fieldType(String at, String event, String path, Type in, String name) {
        if (isMap(in)) return element(in, 1);
        if (in instanceof Class<?> type && type.isRecord()) {
            Optional<RecordComponent> field = Arrays.stream(type.getRecordComponents())
                    .filter(component -> component.getName().equals(name))
                    .findFirst();
            if (field.isPresent()) return unlisted(field.get().getGenericType());
        }
        throw new InvalidValue(at, "names '" + path + "', which " + event + " does not have");
    }

    private static Type unlisted(Type type) {
        return type instanceof ParameterizedType list && list.getRawType().equals(List.class) ? element(type, 0) : type;
    }

    private static boolean isMap(Type type) {
        return type instanceof ParameterizedType map && map.getRawType().equals(Map.class);
    }

    private static Type element(Type type, int argument) {
        return ((ParameterizedType) type).getActualTypeArguments()[argument];
    }

    private static void checkEnum(String at, Class<?> type, Accepted accepted) {
        List<String> known =
                Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
        for (JsonNode value : accepted.values())
            if (!value.isString() || !known.contains(value.stringValue()))
                throw new InvalidValue(at, value + " is none of " + known);
        if (accepted.values().isEmpty()) throw new InvalidValue(at, "has names, no range of numbers");
    }

    /** Every value at the path: none if the field is empty, several if a list lies on the way. */
    public static List<JsonNode> values(ClinicalEvent event, String path) {
        ObjectNode tree = (ObjectNode) StudyJson.MAPPER.valueToTree(event);
        if (event instanceof AssessmentRecorded assessment) {
            tree.put(GROWING_LESIONS, assessment.growingLesions());
            tree.put(HAS_NEW_LESION, assessment.hasNewLesion());
        }
        List<JsonNode> found = List.of(tree);
        for (String name : path.split("\\.", -1)) found = step(found, name);
        return found;
    }

    private static List<JsonNode> step(List<JsonNode> from, String name) {
        var next = new ArrayList<JsonNode>();
        for (JsonNode node : from) {
            JsonNode value = node.get(name);
            if (value == null || value.isNull()) continue;
            if (value.isArray()) value.forEach(next::add);
            else next.add(value);
        }
        return next;
    }
}
