package org.accrual.query.views;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.accrual.query.views.ViewStore.EventField;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** Every accepted event of a study, in the order of recording. */
@Component
public final class AuditTrail {
    private static final Bson IN_ORDER =
            Sorts.ascending(EventField.RECORDED_MICROS, EventField.PARTITION, EventField.OFFSET);

    /**
     * Which entries; each part may be null for any.
     *
     * @param type an event's simple name
     * @param from recorded then or later
     * @param to recorded then or earlier
     */
    public record Filter(
            StudyId study, CenterId center, PatientId patient, String actor, String type, Instant from, Instant to) {}

    private final Generations generations;

    AuditTrail(Generations generations) {
        this.generations = generations;
    }

    public long count(Filter filter, Cut cut) {
        return generations.shown(cut).collection(ViewStore.EVENTS).countDocuments(query(filter, cut));
    }

    /**
     * Hands over entries one by one.
     *
     * @param skip how many to leave out from the beginning
     * @param limit at most so many
     */
    public void read(Filter filter, Cut cut, int skip, int limit, Consumer<AuditEntry> reader) {
        generations
                .shown(cut)
                .collection(ViewStore.EVENTS)
                .find(query(filter, cut))
                .projection(Projections.include(EventField.ENTRY))
                .sort(IN_ORDER)
                .skip(skip)
                .limit(limit)
                .forEach(document -> reader.accept(entry(document)));
    }

    private static AuditEntry entry(Document document) {
        Document entry = document.get(EventField.ENTRY, Document.class);
        return StudyJson.MAPPER.treeToValue(BsonJson.json(entry), AuditEntry.class);
    }

    private static Bson query(Filter filter, Cut cut) {
        var parts = new ArrayList<Bson>();
        parts.add(eq(EventField.STUDY, filter.study().value()));
        if (filter.center() != null)
            parts.add(eq(EventField.CENTER, filter.center().value()));
        if (filter.patient() != null) parts.add(eq(EventField.PATIENT, SubjectView.patientKey(filter.patient())));
        if (filter.actor() != null) parts.add(eq(EventField.ACTOR, filter.actor()));
        if (filter.type() != null) parts.add(eq(EventField.TYPE, filter.type()));
        if (filter.from() != null) parts.add(gte(EventField.RECORDED_MICROS, ViewStore.micros(filter.from())));
        if (filter.to() != null) parts.add(lte(EventField.RECORDED_MICROS, ViewStore.micros(filter.to())));
        cut.recordedUpTo().ifPresent(last -> parts.add(lte(EventField.RECORDED_MICROS, ViewStore.micros(last))));
        parts.add(ViewStore.before(cut.position(), EventField.PARTITION, EventField.OFFSET));
        return and(parts);
    }
}
