package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.List;
import org.accrual.study.words.Check;
import org.accrual.study.words.EventId;
import org.accrual.study.words.InvalidValue;
import org.jspecify.annotations.Nullable;

/** What is asked, verified and locked of a patient's record. It never changes a clinical fact. */
public sealed interface Review extends PatientEvent {
    /** A discrepancy, from question to close; a query is known by the id of the event that raised it. */
    sealed interface Query extends Review {}

    /** Something that says whether the record may still be written. */
    sealed interface Lock extends Review {}

    /**
     * @param target the event that is questioned; null if something is missing
     * @param field a field of that event's payload; null for the event as a whole
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QueryRaised(@Nullable EventId target, @Nullable String field, String text) implements Query {
        public QueryRaised {
            Check.optionalText("field", field);
            Check.text("text", text);
            if (field != null && target == null) throw new InvalidValue("field", "is stated without a target");
        }
    }

    record QueryAnswered(EventId query, String text) implements Query {
        public QueryAnswered {
            Check.present("query", query);
            Check.text("text", text);
        }
    }

    /** @param text null if the answer says it all */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QueryClosed(EventId query, @Nullable String text) implements Query {
        public QueryClosed {
            Check.present("query", query);
            Check.optionalText("text", text);
        }
    }

    record QueryReopened(EventId query, String text) implements Query {
        public QueryReopened {
            Check.present("query", query);
            Check.text("text", text);
        }
    }

    record QueryCancelled(EventId query, String text) implements Query {
        public QueryCancelled {
            Check.present("query", query);
            Check.text("text", text);
        }
    }

    /**
     * The events were compared with their source.
     *
     * @param targets which; empty if all that stood
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record SourceVerified(List<EventId> targets, @Nullable Boolean all) implements Review {
        public SourceVerified {
            targets = Check.list("targets", targets);
            if (new HashSet<>(targets).size() < targets.size())
                throw new InvalidValue("targets", "names an event twice");
            if (Boolean.FALSE.equals(all)) throw new InvalidValue("all", "is true or left out");
            if (targets.isEmpty() == (all == null)) throw new InvalidValue("targets", "or all is needed, and not both");
        }
    }

    record PatientLocked(String reason) implements Lock {
        public PatientLocked {
            Check.text("reason", reason);
        }
    }

    record PatientUnlocked(String reason) implements Lock {
        public PatientUnlocked {
            Check.text("reason", reason);
        }
    }

    /** The event can't be corrected or retracted from then on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EventFrozen(EventId target, @Nullable String reason) implements Lock {
        public EventFrozen {
            Check.present("target", target);
            Check.optionalText("reason", reason);
        }
    }

    record EventUnfrozen(EventId target, String reason) implements Lock {
        public EventUnfrozen {
            Check.present("target", target);
            Check.text("reason", reason);
        }
    }
}
