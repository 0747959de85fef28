package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.accrual.study.words.Check;
import org.accrual.study.words.InvalidValue;
import org.jspecify.annotations.Nullable;

/** What administrators do; nothing here concerns one patient, so payloads are plain. */
public sealed interface Administration extends StudyEvent {
    /** What stands in the study's own chain. */
    sealed interface OfStudy extends Administration {}

    /** What stands in a center's chain and concerns the center itself. */
    sealed interface OfCenter extends Administration {}

    /**
     * @param protocol the protocol's reference; null if there is none
     * @param origin what the study's rows are; SYNTHETIC is shown wherever they appear
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StudyOpened(String title, @Nullable String protocol, DataOrigin origin) implements OfStudy {
        public StudyOpened {
            Check.text("title", title);
            Check.optionalText("protocol", protocol);
            Check.present("origin", origin);
        }
    }

    /** @param country ISO 3166-1 alpha-2 */
    record CenterActivated(String name, String country) implements OfCenter {
        public CenterActivated {
            Check.text("name", name);
            Check.text("country", country);
            if (!country.matches("[A-Z]{2}")) throw new InvalidValue("country", "is not a two-letter ISO 3166 code");
        }
    }

    record CenterLocked(String reason) implements OfCenter {
        public CenterLocked {
            Check.text("reason", reason);
        }
    }

    record CenterUnlocked(String reason) implements OfCenter {
        public CenterUnlocked {
            Check.text("reason", reason);
        }
    }

    /** What a study's rows are: patients of its centers, a published case, or a synthetic reconstruction that is called so wherever it appears. */
    enum DataOrigin {
        CLINICAL,
        PUBLISHED_CASE,
        SYNTHETIC
    }
}
