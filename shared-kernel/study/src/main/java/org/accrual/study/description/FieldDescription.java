package org.accrual.study.description;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One field of a body.
 *
 * @param name as it is sent
 * @param label as people read it
 * @param unit UCUM; null for what has none
 * @param help null where the label says it all
 * @param required whether it may not be left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldDescription(
        String name,
        String label,
        @Nullable String unit,
        @Nullable String help,
        boolean required,
        FieldKind kind) {}
