package org.accrual.command.intake.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.CommandRefused;
import org.accrual.study.events.StudyJson;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that the commands take. Which fields may be left out is found by leaving them out. */
final class CommandExamples {
    private static final String FILE = "command-examples.json";
    private static final java.util.Map<String, List<ObjectNode>> ALL = read();

    private final CommandForm<?, ?> form;

    CommandExamples(CommandForm<?, ?> form) {
        this.form = form;
    }

    /** At least one; where fields exclude each other, one for each choice. */
    List<ObjectNode> all() {
        return ALL.get(form.name());
    }

    /** Whether no example that has the field would be a command without it. */
    boolean requires(JsonPointer object, String field) {
        var having =
                all().stream().filter(example -> example.at(object).isObject()).toList();
        return !having.isEmpty() && having.stream().noneMatch(example -> isCommandWithout(example, object, field));
    }

    private boolean isCommandWithout(ObjectNode example, JsonPointer object, String field) {
        ObjectNode copy = example.deepCopy();
        ((ObjectNode) copy.at(object)).remove(field);
        return isCommand(copy);
    }

    boolean isCommand(ObjectNode body) {
        try {
            CommandReader.of(form, body).command();
            return true;
        } catch (CommandRefused _) {
            return false;
        }
    }

    private static java.util.Map<String, List<ObjectNode>> read() {
        try (InputStream file = CommandExamples.class.getResourceAsStream(FILE)) {
            return StudyJson.MAPPER.readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
