package org.accrual.command.eventstore.axon;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.accrual.command.eventstore.writer.EventLabel;
import org.accrual.command.eventstore.writer.HistoryEvent;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.RecordDraft;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** Between Axon's messages and the log's records: what the events mean, where they stand, who may read them. */
public interface RecordCodec {
    /** The chain on which an event belongs. */
    ChainKey chainOf(TaggedEventMessage<?> event);

    /** The chains in which events that meet the criteria can stand. */
    List<ChainKey> chainsOf(EventCriteria criteria);

    /**
     * The record of one append, encrypted if need be; sequence and time are the chain's to give. May wait for Kafka, if a
     * key has to be made first.
     */
    RecordDraft encode(ChainKey chain, List<TaggedEventMessage<?>> events);

    /** What conditions see of a record's events, from its headers alone. */
    List<EventLabel> labels(LogRecord record);

    /**
     * Turns stored events into messages; empty for one whose patient was erased. It may remember keys, so it serves one
     * reading and is then thrown away.
     */
    Function<HistoryEvent, Optional<EventMessage>> decoder();

    /** The tag of that name, if the criterion has one. */
    static Optional<String> tag(Iterable<Tag> tags, String name) {
        for (Tag tag : tags) if (tag.key().equals(name)) return Optional.of(tag.value());
        return Optional.empty();
    }
}
