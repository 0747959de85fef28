package org.accrual.command.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.accrual.command.eventstore.Answer;
import org.accrual.command.eventstore.CommandDispatcher;
import org.accrual.command.eventstore.CommandOrigin;
import org.accrual.log.format.ChainKey;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Policy;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.CommandId;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Reason;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The one way in: a command by name, read strictly, judged by the policy, decided by its feature, answered once recorded. */
@RestController
class CommandEndpoint {
    static final String PATH = "/api/commands/";
    static final String POSITION = "Accrual-Position";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final CommandCatalogue catalogue;
    private final CommandDispatcher dispatcher;

    CommandEndpoint(CommandCatalogue catalogue, CommandDispatcher dispatcher) {
        this.catalogue = catalogue;
        this.dispatcher = dispatcher;
    }

    /**
     * @param patient only where the sender can't know it yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Recorded(List<String> events, String position, String patient) {}

    @Hidden
    @PostMapping(path = PATH + "{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Recorded> submit(@PathVariable String name, HttpServletRequest request, Actor actor)
            throws IOException {
        CommandForm<?, ?> form = catalogue.form(name);
        requireJson(request.getContentType());
        CommandId id = idempotencyKey(request.getHeader(IDEMPOTENCY_KEY));
        CommandReader<?, ?> reader = CommandReader.of(form, CommandBody.read(request.getInputStream()));
        requirePermission(actor, form, reader.address().chain());
        CommandReader.Read read = reader.command();
        CommandOrigin origin = origin(actor, form, id, read);
        Answer answer = dispatcher.dispatch(read.command(), origin);
        if (!answer.commandHash().equals(origin.commandHash()))
            throw new CommandRefused(
                    Reason.IDEMPOTENCY_KEY_REUSED,
                    "The key " + id + " was used for another command or body, recorded at " + answer.position() + ".",
                    null);
        return recorded(answer, reader.address());
    }

    private static void requireJson(String contentType) {
        try {
            MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
            if (type != null
                    && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
                    && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8))) return;
        } catch (InvalidMediaTypeException _) {
            // Refused like any other type that is not ours.
        }
        throw new CommandRefused(
                Reason.UNSUPPORTED_MEDIA_TYPE, "The Content-Type has to be application/json, in UTF-8.", null);
    }

    private static CommandId idempotencyKey(String header) {
        try {
            if (header != null) return CommandId.of(header.strip());
        } catch (InvalidValue _) {
            // The same refusal tells what the header has to be.
        }
        throw new CommandRefused(
                Reason.IDEMPOTENCY_KEY_MISSING, "The header " + IDEMPOTENCY_KEY + " holds no UUID.", IDEMPOTENCY_KEY);
    }

    private static void requirePermission(Actor actor, CommandForm<?, ?> form, ChainId chain) {
        if (!Policy.permits(actor, form.action(), chain))
            throw new CommandRefused(Reason.NOT_PERMITTED, form.name() + " on " + chain + " is not for you.", null);
    }

    private static CommandOrigin origin(Actor actor, CommandForm<?, ?> form, CommandId id, CommandReader.Read read) {
        ChainId chain = read.command().chain();
        PatientId patient = read.command().patient(() -> new PatientId(UUID.randomUUID()));
        return new CommandOrigin(
                new ChainKey(chain.toString()),
                patient == null ? null : patient.toString(),
                actor.id(),
                Policy.roleFor(actor, form.action(), chain),
                id.toString(),
                read.hash());
    }

    private static ResponseEntity<Recorded> recorded(Answer answer, Address address) {
        String patient = address instanceof Subject ? null : answer.patientOrNull();
        String position = answer.position().toString();
        return ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .header(POSITION, position)
                .body(new Recorded(answer.eventIds(), position, patient));
    }
}
