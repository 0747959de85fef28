package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.accrual.query.analysis.plan.FactField.Kind;
import org.accrual.query.analysis.plan.PlanProblem.Reason;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.Response.AssessmentRecorded;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.Quantity;
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

    // ---- what a field can hold

    /** The name of a clinical event's type. */
    static String eventType(Part at) {
        String name = at.text();
        if (name == null || clinical(name) != null) return name;
        List<String> known = EventCodec.types().keySet().stream()
                .filter(it -> clinical(it) != null)
                .toList();
        return at.problem(Reason.UNKNOWN_EVENT, "'" + name + "' is no clinical event", known);
    }

    private static Class<? extends StudyEvent> clinical(String event) {
        Class<? extends StudyEvent> type = EventCodec.types().get(event);
        return type != null && ClinicalEvent.class.isAssignableFrom(type) ? type : null;
    }

    /** @return null, and a problem of the part, if such an event has no such field */
    static FactField find(Part at, String event, String path) {
        Type type = clinical(event);
        String before = "";
        for (String name : path.split("\\.", -1)) {
            Map<String, Type> fields = fields(type);
            Type next = isMap(type) && !name.isBlank() ? unlisted(element(type, 1)) : fields.get(name);
            if (next == null)
                return at.problem(
                        Reason.UNKNOWN_FIELD,
                        "names '" + path + "', which " + event + " does not have",
                        prefixed(before, fields));
            before += name + ".";
            type = next;
        }
        return field(path, type);
    }

    /** Paths of the event's fields that hold numbers. */
    static List<String> numbers(String event) {
        return numbers("", clinical(event)).toList();
    }

    private static Stream<String> numbers(String prefix, Type type) {
        return fields(type).entrySet().stream().flatMap(entry -> switch (kind(entry.getValue())) {
            case NUMBER, QUANTITY -> Stream.of(prefix + entry.getKey());
            case STRUCTURE -> numbers(prefix + entry.getKey() + ".", entry.getValue());
            case WORD, TEXT, YES_NO, DAY, BY_NAME -> Stream.of();
        });
    }

    private static FactField field(String path, Type type) {
        Kind kind = kind(type);
        List<String> inner = kind == Kind.WORD
                ? Arrays.stream(((Class<?>) type).getEnumConstants())
                        .map(Object::toString)
                        .toList()
                : prefixed(path + ".", fields(type));
        return new FactField(path, kind, inner);
    }

    private static Kind kind(Type type) {
        if (isMap(type)) return Kind.BY_NAME;
        Class<?> known = (Class<?>) type;
        if (known.isEnum()) return Kind.WORD;
        if (known == Quantity.class) return Kind.QUANTITY;
        if (known == boolean.class || known == Boolean.class) return Kind.YES_NO;
        if (known == int.class || known == Integer.class || known == BigDecimal.class) return Kind.NUMBER;
        if (known == LocalDate.class) return Kind.DAY;
        return known.isRecord() && !isOneValue(known) ? Kind.STRUCTURE : Kind.TEXT;
    }

    private static boolean isOneValue(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(it -> it.isAnnotationPresent(JsonValue.class));
    }

    private static Map<String, Type> fields(Type type) {
        var fields = new LinkedHashMap<String, Type>();
        if (!(type instanceof Class<?> known) || !known.isRecord() || isOneValue(known)) return fields;
        for (RecordComponent component : known.getRecordComponents())
            fields.put(component.getName(), unlisted(component.getGenericType()));
        if (known == AssessmentRecorded.class) {
            fields.put(GROWING_LESIONS, int.class);
            fields.put(HAS_NEW_LESION, boolean.class);
        }
        return fields;
    }

    private static List<String> prefixed(String prefix, Map<String, Type> fields) {
        return fields.keySet().stream().map(name -> prefix + name).toList();
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

    // ---- what it does hold

    /** The event as plans see it. */
    public static ObjectNode tree(ClinicalEvent event) {
        ObjectNode tree = (ObjectNode) StudyJson.MAPPER.valueToTree(event);
        if (event instanceof AssessmentRecorded assessment) {
            tree.put(GROWING_LESIONS, assessment.growingLesions());
            tree.put(HAS_NEW_LESION, assessment.hasNewLesion());
        }
        return tree;
    }

    /** Every value at the path: none if the field is empty, several if a list lies on the way. */
    public static List<JsonNode> values(ObjectNode tree, String path) {
        List<JsonNode> found = List.of(tree);
        for (String name : path.split("\\.", -1)) found = step(found, name);
        return found;
    }

    private static List<JsonNode> step(List<JsonNode> from, String name) {
        var next = new ArrayList<JsonNode>();
        for (JsonNode node : from) next.addAll(entries(node.get(name)));
        return next;
    }

    private static List<JsonNode> entries(JsonNode value) {
        if (value == null || value.isNull()) return List.of();
        return value.isArray() ? value.valueStream().toList() : List.of(value);
    }

    /** Whether all the fields hold what they must; what is said of a list's entries, one and the same entry meets. */
    public static boolean matches(JsonNode tree, Map<String, Accepted> where) {
        var within = new LinkedHashMap<String, Map<String, Accepted>>();
        for (var entry : where.entrySet()) {
            String[] steps = entry.getKey().split("\\.", 2);
            if (steps.length > 1)
                within.computeIfAbsent(steps[0], _ -> new LinkedHashMap<>()).put(steps[1], entry.getValue());
            else if (entries(tree.get(steps[0])).stream().noneMatch(entry.getValue()::accepts)) return false;
        }
        return within.entrySet().stream()
                .allMatch(inner ->
                        entries(tree.get(inner.getKey())).stream().anyMatch(it -> matches(it, inner.getValue())));
    }
}
