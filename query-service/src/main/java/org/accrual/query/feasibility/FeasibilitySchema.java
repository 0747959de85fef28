package org.accrual.query.feasibility;

import com.fasterxml.jackson.core.type.TypeReference;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** The language of questions in the API's description: JSON Schemas (2020-12) and an example, kept as files. */
@Component
class FeasibilitySchema implements GlobalOpenApiCustomizer {
    static final String REFERENCE = "#/components/schemas/FeasibilityQuestion";
    static final String EXAMPLE = "FeasibilityQuestion";
    static final String EXAMPLE_REFERENCE = "#/components/examples/" + EXAMPLE;

    private final Map<String, Schema<?>> schemas = read("schemas.json", new TypeReference<Map<String, Schema<?>>>() {});
    private final Object example = read("example.json", new TypeReference<Map<String, Object>>() {});

    private static <T> T read(String file, TypeReference<T> type) {
        try (InputStream in = FeasibilitySchema.class.getResourceAsStream("/feasibility/" + file)) {
            return Json31.mapper().readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException("the product's own " + file + " can't be read", e);
        }
    }

    @Override
    public void customise(OpenAPI description) {
        schemas.forEach(description.getComponents()::addSchemas);
        description
                .getComponents()
                .addExamples(
                        EXAMPLE,
                        new Example().summary("Two groups of unknown size").value(example));
    }
}
