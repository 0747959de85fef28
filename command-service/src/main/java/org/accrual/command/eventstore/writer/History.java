package org.accrual.command.eventstore.writer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.accrual.log.format.LogRecord;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.Tag;

/** One chain's accepted events, found by tag, type and command. Fed by the tail alone, in the log's order. */
final class History {
    private static final String NO_SUBJECT = "";

    private final List<HistoryEvent> events = new ArrayList<>();
    private final Map<Tag, List<HistoryEvent>> byTag = new HashMap<>();
    private final Map<QualifiedName, List<HistoryEvent>> byType = new HashMap<>();
    private final Map<CommandKey, LogRecord> byCommand = new HashMap<>();
    private final Map<String, Subject> subjects = new HashMap<>();
    private final Map<EventLabel, EventLabel> labels = new HashMap<>();

    /** A stream of the chain: how long it is and how it ends. */
    private record Subject(long count, LogRecord last) {}

    /** Takes an accepted record; returns its events, numbered from the given ordinal. */
    List<HistoryEvent> add(LogRecord record, List<EventLabel> labelsOfEvents, long firstOrdinal) {
        // The first record of a command is its answer; a writer that knows the rule never makes a second one.
        byCommand.putIfAbsent(CommandKey.of(record), record);
        String subject = record.attributes().subject();
        subjects.put(key(subject), new Subject(count(subject) + 1, record));
        List<HistoryEvent> added = new ArrayList<>(labelsOfEvents.size());
        for (int i = 0; i < labelsOfEvents.size(); i++) {
            EventLabel label = labels.computeIfAbsent(labelsOfEvents.get(i), l -> l);
            added.add(new HistoryEvent(firstOrdinal + i, record, i, label));
        }
        added.forEach(this::index);
        return added;
    }

    Optional<LogRecord> find(CommandKey command) {
        return Optional.ofNullable(byCommand.get(command));
    }

    /** Records of one subject, or those without any for null. */
    long count(String subjectOrNull) {
        Subject subject = subjects.get(key(subjectOrNull));
        return subject == null ? 0 : subject.count();
    }

    Optional<LogRecord> last(String subject) {
        return Optional.ofNullable(subjects.get(key(subject))).map(Subject::last);
    }

    boolean violates(Condition condition) {
        if (condition.criteria() == null) return false;
        for (int i = events.size() - 1; i >= 0 && events.get(i).ordinal() >= condition.marker(); i--) {
            if (condition.isViolatedBy(events.get(i).label())) return true;
        }
        return false;
    }

    /** Events that meet the criteria, from an ordinal on, in order. */
    List<HistoryEvent> find(EventCriteria criteria, long fromOrdinal) {
        TreeMap<Long, HistoryEvent> found = new TreeMap<>();
        for (List<HistoryEvent> candidates : candidates(criteria)) {
            for (HistoryEvent event :
                    candidates.subList(HistoryEvent.firstAt(candidates, fromOrdinal), candidates.size()))
                if (event.label().meets(criteria)) found.put(event.ordinal(), event);
        }
        return List.copyOf(found.values());
    }

    private List<List<HistoryEvent>> candidates(EventCriteria criteria) {
        if (!criteria.hasCriteria()) return List.of(events);
        return criteria.flatten().stream().flatMap(c -> candidates(c).stream()).toList();
    }

    /** The shortest of the lists that contain all events of one criterion. */
    private List<List<HistoryEvent>> candidates(EventCriterion criterion) {
        List<HistoryEvent> narrowest = criterion.tags().stream()
                .map(tag -> byTag.getOrDefault(tag, List.of()))
                .min(Comparator.comparingInt(List::size))
                .orElse(events);
        if (criterion.types().isEmpty()) return List.of(narrowest);
        List<List<HistoryEvent>> ofTypes = criterion.types().stream()
                .map(type -> byType.getOrDefault(type, List.of()))
                .toList();
        return ofTypes.stream().mapToInt(List::size).sum() < narrowest.size() ? ofTypes : List.of(narrowest);
    }

    private void index(HistoryEvent event) {
        events.add(event);
        byType.computeIfAbsent(event.label().type(), t -> new ArrayList<>()).add(event);
        event.label()
                .tags()
                .forEach(tag ->
                        byTag.computeIfAbsent(tag, t -> new ArrayList<>()).add(event));
    }

    private static String key(String subjectOrNull) {
        return subjectOrNull == null ? NO_SUBJECT : subjectOrNull;
    }
}
