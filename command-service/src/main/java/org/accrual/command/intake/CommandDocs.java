package org.accrual.command.intake;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.accrual.study.description.Words;
import org.accrual.study.words.Reason;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Describes every command as an operation of its own, since each has a body of its own. */
@Component
class CommandDocs implements OpenApiCustomizer {
    private static final String TAG = "commands";
    private static final String BEARER = "bearer";
    private static final String JSON = "application/json";
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final String PROBLEM = "CommandProblem";
    private static final String RECORDED = "Recorded";

    private final CommandCatalogue catalogue;

    CommandDocs(CommandCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void customise(OpenAPI api) {
        if (api.getComponents() == null) api.setComponents(new io.swagger.v3.oas.models.Components());
        CommandSchemas.components().forEach(api.getComponents()::addSchemas);
        api.getComponents().addSchemas(PROBLEM, problem());
        api.getComponents().addSchemas(RECORDED, recorded());
        api.getComponents()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme(BEARER)
                                .bearerFormat("JWT"));
        Words words = Words.in(Locale.ENGLISH);
        for (CommandForm<?, ?> form : catalogue.forms())
            api.path(CommandEndpoint.PATH + form.name(), path(CommandDescription.of(form, words)));
    }

    private static PathItem path(CommandDescription command) {
        String roles = command.roles().stream().map(Enum::name).collect(Collectors.joining(", "));
        return new PathItem()
                .post(new Operation()
                        .operationId(command.name())
                        .summary(command.label())
                        .description("For " + roles + " of the "
                                + command.scope().name().toLowerCase(Locale.ROOT) + "."
                                + (command.help() == null ? "" : " " + command.help()))
                        .tags(List.of(TAG))
                        .security(List.of(new SecurityRequirement().addList(BEARER)))
                        .addParametersItem(new HeaderParameter()
                                .name(CommandEndpoint.IDEMPOTENCY_KEY)
                                .required(true)
                                .description("chosen by the sender, and the same at every retry of this command")
                                .schema(text().format("uuid")))
                        .requestBody(new RequestBody().required(true).content(body(command)))
                        .responses(responses()));
    }

    private static Content body(CommandDescription command) {
        MediaType media = new MediaType().schema(CommandSchemas.body(command));
        int number = 0;
        for (var example : CommandExamples.ALL.get(command.name()))
            media.addExamples(command.name() + " " + ++number, new Example().value(plain(example)));
        return new Content().addMediaType(JSON, media);
    }

    /** The description is written by a library that knows only Java's own lists and maps. */
    private static Object plain(tools.jackson.databind.JsonNode node) {
        return org.accrual.study.events.StudyJson.MAPPER.treeToValue(node, Object.class);
    }

    private static ApiResponses responses() {
        var responses = new ApiResponses();
        responses.addApiResponse(
                "201",
                new ApiResponse()
                        .description("Recorded; a retry with the same key and body gets the same answer.")
                        .addHeaderObject(
                                CommandEndpoint.POSITION,
                                new Header()
                                        .description("the position after the event")
                                        .schema(text()))
                        .content(of(JSON, RECORDED)));
        var reasons = new TreeMap<HttpStatus, String>(Arrays.stream(Reason.values())
                .collect(Collectors.groupingBy(
                        Problems::status, Collectors.mapping(Reason::name, Collectors.joining(", ")))));
        reasons.forEach((status, names) -> responses.addApiResponse(
                Integer.toString(status.value()),
                new ApiResponse().description(names).content(of(PROBLEM_JSON, PROBLEM))));
        responses.addApiResponse(
                "401", new ApiResponse().description("No valid token.").content(of(PROBLEM_JSON, PROBLEM)));
        responses.addApiResponse(
                "503",
                new ApiResponse()
                        .description("Not now, or not known yet: the same key again, after Retry-After.")
                        .content(of(PROBLEM_JSON, PROBLEM)));
        return responses;
    }

    private static Content of(String mediaType, String component) {
        return new Content()
                .addMediaType(
                        mediaType, new MediaType().schema(new JsonSchema().$ref("#/components/schemas/" + component)));
    }

    private static Schema<?> recorded() {
        Schema<?> schema = new JsonSchema().types(Set.of("object"));
        schema.addProperty("events", new JsonSchema().types(Set.of("array")).items(text().format("uuid")));
        schema.addProperty("position", text().description("after the event, such as p3:124"));
        schema.addProperty("patient", text().format("uuid").description("only of EnrollPatient"));
        schema.setRequired(List.of("events", "position"));
        return schema;
    }

    private static Schema<?> problem() {
        Schema<?> schema = new JsonSchema().types(Set.of("object")).description("RFC 9457");
        schema.addProperty("type", text().description("urn:accrual:problem:…, after the reason"));
        schema.addProperty("title", text().description("the rule"));
        schema.addProperty("detail", text().description("what hurts it"));
        schema.addProperty("status", new JsonSchema().types(Set.of("integer")));
        schema.addProperty("instance", text());
        schema.addProperty("reason", text().description("the reason's name, where a rule refuses"));
        schema.addProperty("field", text().description("the field at fault, such as lesions[0].organ"));
        schema.setRequired(List.of("type", "title", "detail", "status"));
        return schema;
    }

    private static Schema<?> text() {
        return new JsonSchema().types(Set.of("string"));
    }
}
