package org.accrual.query.views;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.Decimal128;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as MongoDB keeps it and back, without loss: decimals keep their digits, and a name that people chose (a stain
 * called "$p16" or "Ki.67") is escaped, since MongoDB gives a meaning to these characters.
 */
final class BsonJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private BsonJson() {}

    /** @throws IllegalArgumentException for a number that BSON can't hold exactly */
    static Document document(JsonNode object) {
        var document = new Document();
        object.properties().forEach(field -> document.append(escaped(field.getKey()), value(field.getValue())));
        return document;
    }

    static ObjectNode json(Document document) {
        ObjectNode object = NODES.objectNode();
        document.forEach((name, value) -> object.set(unescaped(name), node(value)));
        return object;
    }

    private static Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> document(node);
            case ARRAY -> node.valueStream().map(BsonJson::value).toList();
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case NULL -> null;
            case MISSING, POJO, BINARY ->
                throw new IllegalArgumentException(node.getNodeType() + " is no JSON that a document can hold");
        };
    }

    private static Number number(JsonNode node) {
        if (node.isInt()) return node.intValue();
        if (node.canConvertToExactIntegral() && node.canConvertToLong() && node.isIntegralNumber())
            return node.longValue();
        return new Decimal128(node.decimalValue());
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case Document document -> json(document);
            case List<?> values -> array(values);
            case String text -> NODES.stringNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Decimal128 number -> NODES.numberNode(number.bigDecimalValue());
            default -> throw new IllegalArgumentException(value.getClass() + " is not what was written here");
        };
    }

    private static ArrayNode array(List<?> values) {
        var nodes = new ArrayList<JsonNode>(values.size());
        values.forEach(value -> nodes.add(node(value)));
        return NODES.arrayNode().addAll(nodes);
    }

    private static String escaped(String name) {
        return name.replace("%", "%25").replace(".", "%2E").replace("$", "%24");
    }

    private static String unescaped(String name) {
        return name.replace("%24", "$").replace("%2E", ".").replace("%25", "%");
    }
}
