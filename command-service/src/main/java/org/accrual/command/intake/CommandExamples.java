package org.accrual.command.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.accrual.study.events.StudyJson;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that the commands take, by the command's name: at least one; where fields exclude each other, one for each choice. */
final class CommandExamples {
    static final Map<String, List<ObjectNode>> ALL = read();

    private CommandExamples() {}

    private static Map<String, List<ObjectNode>> read() {
        try (InputStream file = CommandExamples.class.getResourceAsStream("command-examples.json")) {
            return StudyJson.MAPPER.readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
