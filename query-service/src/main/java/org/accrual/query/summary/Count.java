package org.accrual.query.summary;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A number of patients, or that it is withheld.
 *
 * @param patients null if withheld
 * @param withheld so small, or so near to all, that it could identify someone
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Count(@JsonInclude(JsonInclude.Include.NON_NULL) Integer patients, boolean withheld) {
    static final Count WITHHELD = new Count(null, true);

    static Count of(int patients) {
        return new Count(patients, false);
    }

    /** In this answer's form. */
    static Count of(org.accrual.query.disclosure.Count count) {
        return count.withheld() ? WITHHELD : of(count.patients());
    }
}
