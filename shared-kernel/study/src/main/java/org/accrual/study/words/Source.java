package org.accrual.study.words;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where a fact comes from: part of the payload, and so encrypted with it.
 *
 * @param document the source document's reference; null if not stated
 * @param verbatim the source's own words; null if not stated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(@Nullable String document, @Nullable String verbatim) {
    public Source {
        Check.optionalText("source.document", document);
        Check.optionalText("source.verbatim", verbatim);
    }
}
