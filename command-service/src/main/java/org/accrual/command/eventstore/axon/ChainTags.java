package org.accrual.command.eventstore.axon;

import java.util.Set;
import org.accrual.log.format.ChainKey;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventTypeRestrictableEventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * By what events are found. Every event has its chain, and either its patient or, if it belongs to the study or center
 * itself, says so: a decision on a center thus does not wait for its patients.
 */
public final class ChainTags {
    static final String CHAIN = "chain";
    static final String PATIENT = "patient";
    static final String ITSELF = "itself";

    private ChainTags() {}

    static Set<Tag> of(ChainKey chain, String patientOrNull) {
        return Set.of(chainTag(chain), patientOrNull == null ? itselfTag() : new Tag(PATIENT, patientOrNull));
    }

    /** All events of one patient. */
    public static EventTypeRestrictableEventCriteria patient(ChainKey chain, String patient) {
        return EventCriteria.havingTags(chainTag(chain), new Tag(PATIENT, patient));
    }

    /** The events of a center, or of a study, itself: none of its patients'. */
    public static EventTypeRestrictableEventCriteria itself(ChainKey chain) {
        return EventCriteria.havingTags(chainTag(chain), itselfTag());
    }

    /** All events of a chain, its patients' included; name the types ({@link StudyEventTypes#nameOf}) that matter. */
    public static EventTypeRestrictableEventCriteria wholeChain(ChainKey chain) {
        return EventCriteria.havingTags(chainTag(chain));
    }

    private static Tag chainTag(ChainKey chain) {
        return new Tag(CHAIN, chain.text());
    }

    private static Tag itselfTag() {
        return new Tag(ITSELF, "true");
    }
}
