package org.accrual.query.analysis.plan;

import java.util.List;

/**
 * A field of a clinical event.
 *
 * @param path as a plan names it
 * @param inner the words that it can hold, or the paths of the fields inside it; empty if that can't be listed
 */
record FactField(String path, Kind kind, List<String> inner) {
    /** What a field holds; of a list, what each entry is. */
    enum Kind {
        NUMBER("a number"),
        /** A number, or a bound such as "<5". */
        QUANTITY("a number or a bound such as \"<5\""),
        WORD("one of a few words"),
        TEXT("text"),
        YES_NO("true or false"),
        DAY("a day"),
        STRUCTURE("made of further fields"),
        BY_NAME("a list by name: the name stands behind a dot");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean single() {
            return this != STRUCTURE && this != BY_NAME;
        }

        boolean number() {
            return this == NUMBER || this == QUANTITY;
        }
    }
}
