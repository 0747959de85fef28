package org.accrual.command.intake;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import org.accrual.log.format.RecordHash;
import org.accrual.study.events.JsonFault;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;

/**
 * One body as a command: the address first, since what the sender may do depends on it alone, then the fact. Every fault is
 * a refusal that names the field.
 */
final class CommandReader<A extends Record & Address, F extends Record> {
    private static final ObjectWriter CANONICAL = StudyJson.MAPPER.writer(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private final CommandForm<A, F> form;
    private final A address;
    private final ObjectNode factFields;

    private CommandReader(CommandForm<A, F> form, ObjectNode body) {
        this.form = form;
        ObjectNode addressFields = StudyJson.MAPPER.createObjectNode();
        factFields = body.deepCopy();
        for (var component : form.address().getRecordComponents())
            if (body.has(component.getName()))
                addressFields.set(component.getName(), factFields.remove(component.getName()));
        address = bind(addressFields, form.address());
    }

    /** @throws CommandRefused if the address is incomplete or invalid */
    static CommandReader<?, ?> of(CommandForm<?, ?> form, ObjectNode body) {
        return new CommandReader<>(form, body);
    }

    Address address() {
        return address;
    }

    /** @throws CommandRefused if a field of the fact is missing, unknown or invalid */
    Read command() {
        F fact = bind(factFields, form.fact());
        return new Read(form.order().apply(address, fact), hash(fact));
    }

    /**
     * @param hash of the command's name and its body in canonical form: what "the same body" means
     */
    record Read(Command command, RecordHash hash) {}

    private RecordHash hash(F fact) {
        ObjectNode canonical = StudyJson.MAPPER.valueToTree(address);
        canonical.setAll(StudyJson.MAPPER.<ObjectNode>valueToTree(fact));
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((form.name() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return RecordHash.of(sha256.digest(CANONICAL.writeValueAsBytes(canonical)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static <T> T bind(ObjectNode fields, Class<T> type) {
        refuseUnknown(fields, type);
        try {
            return StudyJson.MAPPER.treeToValue(fields, type);
        } catch (JacksonException e) {
            InvalidValue fault = JsonFault.of(e);
            throw new CommandRefused(Reason.INVALID_VALUE, fault.getMessage() + ".", fault.field());
        }
    }

    /** Told first: a misspelt field would otherwise be reported as the missing one. */
    private static void refuseUnknown(ObjectNode fields, Class<?> type) {
        var unknown = new ArrayList<>(fields.propertyNames());
        for (var component : type.getRecordComponents()) unknown.remove(component.getName());
        if (unknown.isEmpty()) return;
        String field = unknown.getFirst();
        throw new CommandRefused(Reason.INVALID_VALUE, field + " is not known here.", field);
    }
}
