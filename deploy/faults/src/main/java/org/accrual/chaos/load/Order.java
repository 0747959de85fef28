package org.accrual.chaos.load;

import java.util.Map;
import java.util.function.Consumer;
import org.accrual.chaos.ledger.Intent;
import tools.jackson.databind.JsonNode;

/**
 * A command before it is sent.
 *
 * @param fields of its body beside study and center
 * @param done told the service's answer when it is definite
 */
record Order(String command, Map<String, ?> fields, Intent intent, Consumer<Outcome> done) {
    /** How a definite answer turned out. */
    sealed interface Outcome {}

    /** @param answer the body */
    record Done(JsonNode answer) implements Outcome {
        String event() {
            return answer.get("events").get(0).stringValue();
        }
    }

    /** @param reason its name, such as {@code patient-unknown} */
    record Refused(String reason) implements Outcome {}

    static Consumer<Outcome> whenDone(Consumer<Done> then) {
        return outcome -> {
            if (outcome instanceof Done done) then.accept(done);
        };
    }
}
