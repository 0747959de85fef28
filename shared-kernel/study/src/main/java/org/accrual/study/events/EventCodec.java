package org.accrual.study.events;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/**
 * Payloads of the log, UTF-8 JSON, to events and back. The record's simple name is the type; every permitted subclass
 * of {@link StudyEvent} is known by itself.
 */
public final class EventCodec {
    private static final Map<String, Class<? extends StudyEvent>> TYPES = new TreeMap<>();

    static {
        register(StudyEvent.class);
    }

    private EventCodec() {}

    /** A record that this version of the program can't read: it must stop the reader, never be skipped. */
    public static final class UnreadableEvent extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableEvent(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Every event's type and record, sorted by type. */
    public static Map<String, Class<? extends StudyEvent>> types() {
        return java.util.Collections.unmodifiableMap(TYPES);
    }

    public static String typeOf(StudyEvent event) {
        return event.getClass().getSimpleName();
    }

    public static int revisionOf(Class<? extends StudyEvent> type) {
        Revision revision = type.getAnnotation(Revision.class);
        return revision == null ? 1 : revision.value();
    }

    public static byte[] encode(StudyEvent event) {
        return StudyJson.MAPPER.writeValueAsBytes(event);
    }

    /**
     * @param type an event's simple name
     * @param revision the revision in which it was written
     * @param payload UTF-8 JSON
     * @throws UnreadableEvent if the type or revision is unknown or the payload is not of that form
     */
    public static StudyEvent decode(String type, int revision, byte[] payload) {
        Class<? extends StudyEvent> known = TYPES.get(type);
        if (known == null) throw new UnreadableEvent("no event is called " + type, null);
        // Every format is at its first revision; an upcaster for the first second one belongs here.
        if (revision != revisionOf(known))
            throw new UnreadableEvent("revision " + revision + " of " + type + " is unknown to this version", null);
        try {
            return StudyJson.MAPPER.readValue(payload, known);
        } catch (JacksonException e) {
            throw new UnreadableEvent("the payload is no " + type + " of revision " + revision, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static void register(Class<?> type) {
        if (type.isSealed()) for (Class<?> permitted : type.getPermittedSubclasses()) register(permitted);
        else TYPES.put(type.getSimpleName(), (Class<? extends StudyEvent>) type);
    }
}
