package org.accrual.query.analysis;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Kind;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.analysis.plan.Analysis;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Describes what an analysis can be, and its result, as one of the registered kinds. */
@Component
class AnalysisDocs implements OpenApiCustomizer {
    private static final String KIND = "kind";

    @Override
    public void customise(OpenAPI api) {
        if (api.getComponents() == null) api.setComponents(new Components());
        oneOf(api.getComponents(), Analysis.class, Kinds.ALL.stream().map(Kind::type));
        oneOf(
                api.getComponents(),
                AnalysisResult.class,
                Stream.concat(Kinds.ALL.stream().map(Kind::result), Stream.of(Refused.class)));
    }

    private static void oneOf(Components components, Class<?> whole, Stream<? extends Class<?>> kinds) {
        Map<String, String> references = kinds.distinct()
                .collect(Collectors.toMap(
                        kind -> kind.getAnnotation(JsonTypeName.class).value(), kind -> add(components, kind)));
        Schema<Object> schema = new JsonSchema();
        references.values().stream().sorted().forEach(it -> schema.addOneOfItem(new JsonSchema().$ref(it)));
        var discriminator = new Discriminator().propertyName(KIND);
        references.forEach(discriminator::mapping);
        components.addSchemas(whole.getSimpleName(), schema.discriminator(discriminator));
    }

    /** @return the reference to the kind's schema */
    private static String add(Components components, Class<?> kind) {
        var resolved = ModelConverters.getInstance(true).readAllAsResolvedSchema(new AnnotatedType(kind));
        resolved.referencedSchemas.forEach((name, schema) -> {
            if (components.getSchemas() == null || !components.getSchemas().containsKey(name))
                components.addSchemas(name, schema);
        });
        Schema<?> schema = components.getSchemas().get(resolved.schema.getName());
        Schema<Object> word = new JsonSchema();
        word.types(Set.of("string"))
                .setConst(kind.getAnnotation(JsonTypeName.class).value());
        schema.addProperty(KIND, word);
        schema.setRequired(Stream.concat(
                        Stream.of(KIND), schema.getRequired() == null ? Stream.of() : schema.getRequired().stream())
                .distinct()
                .toList());
        return Components.COMPONENTS_SCHEMAS_REF + schema.getName();
    }
}
