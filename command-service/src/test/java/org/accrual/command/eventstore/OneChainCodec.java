package org.accrual.command.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.accrual.command.eventstore.axon.RecordCodec;
import org.accrual.command.eventstore.writer.EventLabel;
import org.accrual.command.eventstore.writer.HistoryEvent;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** For Axon's own suite: any String with any tags, several in one append, all on one chain; a CloudEvents JSON batch. */
final class OneChainCodec implements RecordCodec {
    private static final ChainKey CHAIN = new ChainKey("suite/axon");
    private static final JsonMapper JSON = new JsonMapper();
    private static final RecordHash ANY_HASH = RecordHash.of(new byte[RecordHash.BYTES]);

    record CloudEvent(
            String specversion,
            String id,
            String source,
            String type,
            String time,
            Map<String, String> metadata,
            Map<String, String> tags,
            String data) {}

    @Override
    public ChainKey chainOf(TaggedEventMessage<?> event) {
        return CHAIN;
    }

    @Override
    public List<ChainKey> chainsOf(EventCriteria criteria) {
        return List.of(CHAIN);
    }

    @Override
    public RecordDraft encode(ChainKey chain, List<TaggedEventMessage<?>> events) {
        String id = events.getFirst().event().identifier();
        Attributes attributes = new Attributes(
                id, "Batch", 1, Instant.EPOCH, null, 1, id, ANY_HASH, "axon", "SYSTEM", null, Attributes.Content.BATCH);
        byte[] batch = JSON.writeValueAsBytes(
                events.stream().map(OneChainCodec::cloudEvent).toList());
        return new RecordDraft(chain, attributes, batch);
    }

    private static CloudEvent cloudEvent(TaggedEventMessage<?> tagged) {
        EventMessage event = tagged.event();
        return new CloudEvent(
                "1.0",
                event.identifier(),
                CHAIN.source(),
                event.type().name(),
                event.timestamp().toString(),
                Map.copyOf(event.metadata()),
                tagged.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)),
                (String) event.payload());
    }

    @Override
    public List<EventLabel> labels(LogRecord record) {
        return batch(record).stream()
                .map(e -> new EventLabel(new QualifiedName(e.type), tags(e)))
                .toList();
    }

    private static Set<Tag> tags(CloudEvent event) {
        return event.tags.entrySet().stream()
                .map(t -> new Tag(t.getKey(), t.getValue()))
                .collect(Collectors.toSet());
    }

    @Override
    public Function<HistoryEvent, Optional<EventMessage>> decoder() {
        return event -> Optional.of(message(batch(event.record()).get(event.index())));
    }

    private static EventMessage message(CloudEvent event) {
        return new GenericEventMessage(
                event.id, new MessageType(event.type), event.data, event.metadata, Instant.parse(event.time));
    }

    private static List<CloudEvent> batch(LogRecord record) {
        return JSON.readValue(new String(record.value(), UTF_8), new TypeReference<>() {});
    }
}
