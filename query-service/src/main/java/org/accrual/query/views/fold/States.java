package org.accrual.query.views.fold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.accrual.query.views.Section;
import org.accrual.query.views.SubjectState;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.StudyJson;

/** All the states of one subject after the same event. */
final class States {
    private final List<SubjectState<?>> kinds;
    private final List<Object> values;

    private States(List<SubjectState<?>> kinds, List<Object> values) {
        this.kinds = kinds;
        this.values = values;
    }

    static States empty(List<SubjectState<?>> kinds) {
        var values = new ArrayList<>();
        kinds.forEach(kind -> values.add(kind.empty()));
        return new States(kinds, values);
    }

    States after(RecordedEvent event) {
        var next = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) next.add(after(kinds.get(i), values.get(i), event));
        return new States(kinds, next);
    }

    @SuppressWarnings("unchecked")
    private static <S> S after(SubjectState<S> kind, Object value, RecordedEvent event) {
        return kind.evolve().apply((S) value, event);
    }

    @SuppressWarnings("unchecked")
    <S> S get(SubjectState<S> kind) {
        return (S) values.get(kinds.indexOf(kind));
    }

    Map<String, String> sections(List<Section<?, ?>> sections) {
        var ready = new HashMap<String, String>();
        for (Section<?, ?> section : sections) ready.put(section.name(), json(section));
        return ready;
    }

    private <S, R> String json(Section<S, R> section) {
        return StudyJson.MAPPER.writeValueAsString(section.of(get(section.state())));
    }
}
