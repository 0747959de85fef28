package org.accrual.web.edge;

import java.util.OptionalInt;
import org.accrual.study.words.InvalidValue;
import tools.jackson.databind.JsonNode;

/**
 * Text that people can see: no control character (Unicode's Cc) and no format character (Cf, such as a zero-width space)
 * but the line ends and tabs of a free text. Checked where text comes in, not where it is read back: what was recorded
 * before stays readable.
 */
public final class PlainText {
    private PlainText() {}

    /** @throws InvalidValue that names the field or entry, if a name or text in the tree holds such a character */
    public static void require(JsonNode tree) {
        require("", tree);
    }

    private static void require(String path, JsonNode node) {
        if (node.isString()) requireText(path.isEmpty() ? "body" : path, node.stringValue());
        for (int i = 0; node.isArray() && i < node.size(); i++) require(path + "[" + i + "]", node.get(i));
        if (node.isObject())
            node.properties().forEach(field -> {
                requireName(field.getKey());
                require(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue());
            });
    }

    /** Line ends and tabs are plain. */
    static void requireText(String field, String text) {
        text.codePoints()
                .filter(it -> isInvisible(it) && it != '\n' && it != '\r' && it != '\t')
                .findFirst()
                .ifPresent(it -> {
                    throw new InvalidValue(
                            field, "holds " + Character.getName(it) + " (" + code(it) + "), which nobody can see");
                });
    }

    /** A field's or parameter's name, or a path. */
    static void requireName(String name) {
        OptionalInt found = name.codePoints().filter(PlainText::isInvisible).findFirst();
        if (found.isPresent())
            throw new InvalidValue(visible(name), "holds " + code(found.getAsInt()) + ", which no name has");
    }

    private static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.FORMAT;
    }

    private static String code(int codePoint) {
        return "U+%04X".formatted(codePoint);
    }

    private static String visible(String name) {
        var text = new StringBuilder();
        name.codePoints().limit(100).forEach(it -> {
            if (isInvisible(it)) text.append(code(it));
            else text.appendCodePoint(it);
        });
        return text.toString();
    }
}
