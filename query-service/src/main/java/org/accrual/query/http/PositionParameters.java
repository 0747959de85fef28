package org.accrual.query.http;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.Arrays;
import org.accrual.query.views.Cut;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Says in the API's description what {@link CutArgument} takes and answers. */
@Component
class PositionParameters implements GlobalOperationCustomizer {
    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.getParameterType() == Cut.class)
                .findFirst()
                .ifPresent(cut -> describe(operation, cut));
        return operation;
    }

    private static void describe(Operation operation, MethodParameter cut) {
        operation.addParametersItem(parameter(
                CutArgument.AFTER,
                "Answer only when everything before this position has been read, such as p0:123,p1:7; waits up to"
                        + " 5 s, then 503 with Retry-After."));
        if (cut.hasParameterAnnotation(AsOf.class))
            operation.addParametersItem(parameter(
                    CutArgument.AS_OF,
                    "Answer as of this position, or as of an instant such as 2026-01-31T23:59:59Z, or of the end of a day"
                            + " such as 2026-01-31 (UTC): what had been recorded up to then."));
        operation
                .getResponses()
                .values()
                .forEach(response -> response.addHeaderObject(
                        CutArgument.POSITION,
                        new Header()
                                .description("The position that the answer reflects")
                                .schema(new StringSchema())));
    }

    private static QueryParameter parameter(String name, String description) {
        var parameter = new QueryParameter();
        parameter.name(name).description(description).required(false).schema(new StringSchema());
        return parameter;
    }
}
