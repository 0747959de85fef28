package org.accrual.study.words;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A center's short name, chosen by people: a letter or digit, then up to 39 letters, digits, dots, underscores, hyphens. */
public record CenterId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CenterId {
        Check.slug("center", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
