package org.accrual.command.eventstore.axon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.accrual.command.eventstore.Answer;
import org.accrual.command.eventstore.DuplicateCommandException;
import org.accrual.command.eventstore.EventStoreFailure;
import org.accrual.command.eventstore.OutcomeUnknown;
import org.accrual.command.eventstore.RecordNotAuthorized;
import org.accrual.command.eventstore.RecordTooLarge;
import org.accrual.command.eventstore.StoreUnavailable;
import org.accrual.command.eventstore.kafka.KafkaChainStore;
import org.accrual.command.eventstore.writer.AppendResult;
import org.accrual.command.eventstore.writer.Condition;
import org.accrual.command.eventstore.writer.Draft;
import org.accrual.command.eventstore.writer.EventLabel;
import org.accrual.command.eventstore.writer.HistoryEvent;
import org.accrual.command.eventstore.writer.SendOutcome.Refusal;
import org.accrual.log.format.ChainKey;
import org.axonframework.common.Registration;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.ContinuousMessageStream;
import org.axonframework.eventsourcing.eventstore.EmptyAppendTransaction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * Axon's storage engine on the log. An append touches one chain; its condition is checked against that chain, so what a
 * decision read of another chain never makes it fail.
 *
 * <p>Markers and tokens number the events in the order in which this instance has read them. They mean nothing to another
 * instance or after a restart (nor do they with one partition's history read anew after the log was cut): whoever must
 * remember a position uses {@link org.accrual.log.format.LogPosition}. Projections don't stream from here.
 */
public final class KafkaEventStorageEngine implements EventStorageEngine {
    private static final int STREAM_BATCH = 500;

    private final KafkaChainStore store;
    private final RecordCodec codec;

    public KafkaEventStorageEngine(KafkaChainStore store, RecordCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    // ---------------------------------------------------------------- append

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition, ProcessingContext contextOrNull, List<TaggedEventMessage<?>> events) {
        if (events.isEmpty()) return CompletableFuture.completedFuture(EmptyAppendTransaction.INSTANCE);
        try {
            Draft draft = draft(condition, List.copyOf(events));
            return CompletableFuture.completedFuture(new Transaction(draft, condition));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Draft draft(AppendCondition condition, List<TaggedEventMessage<?>> events) {
        ChainKey chain = theOneChain(events);
        requireOpen(chain);
        List<EventLabel> labels = events.stream()
                .map(e -> new EventLabel(e.event().type().qualifiedName(), e.tags()))
                .toList();
        return new Draft(codec.encode(chain, events), labels, condition(condition));
    }

    private ChainKey theOneChain(List<TaggedEventMessage<?>> events) {
        Set<ChainKey> chains = events.stream().map(codec::chainOf).collect(Collectors.toSet());
        if (chains.size() > 1) throw new IllegalArgumentException("one append touches one chain, not " + chains);
        return chains.iterator().next();
    }

    private void requireOpen(ChainKey chain) {
        store.whyClosed(chain).ifPresent(reason -> {
            throw new StoreUnavailable(reason);
        });
    }

    private static Condition condition(AppendCondition condition) {
        ConsistencyMarker marker = condition.consistencyMarker();
        if (marker == ConsistencyMarker.INFINITY) return Condition.NONE;
        return new Condition(condition.criteria(), Math.max(0, GlobalIndexConsistencyMarker.position(marker)));
    }

    private final class Transaction implements AppendTransaction<ConsistencyMarker> {
        private final Draft draft;
        private final AppendCondition condition;
        private final AtomicBoolean finished = new AtomicBoolean();

        Transaction(Draft draft, AppendCondition condition) {
            this.draft = draft;
            this.condition = condition;
        }

        @Override
        public CompletableFuture<ConsistencyMarker> commit(ProcessingContext contextOrNull) {
            if (finished.getAndSet(true))
                return CompletableFuture.failedFuture(new IllegalStateException("committed or rolled back before"));
            return store.append(draft).thenApply(this::marker);
        }

        private ConsistencyMarker marker(AppendResult result) {
            return switch (result) {
                case AppendResult.Appended appended -> new GlobalIndexConsistencyMarker(appended.marker());
                case AppendResult.Conflict() ->
                    throw AppendEventsTransactionRejectedException.conflictingEventsDetected(
                            condition.consistencyMarker());
                case AppendResult.Duplicate(var first) -> throw new DuplicateCommandException(Answer.of(first));
                case AppendResult.Unavailable(String reason) -> throw new StoreUnavailable(reason);
                case AppendResult.Unknown(String reason) -> throw new OutcomeUnknown(reason);
                case AppendResult.Unsendable(Refusal refusal, String reason) -> throw unsendable(refusal, reason);
            };
        }

        @Override
        public void rollback(ProcessingContext contextOrNull) {
            finished.set(true);
        }

        @Override
        public CompletableFuture<ConsistencyMarker> afterCommit(
                ConsistencyMarker marker, ProcessingContext contextOrNull) {
            return CompletableFuture.completedFuture(marker);
        }
    }

    private static EventStoreFailure unsendable(Refusal refusal, String reason) {
        return switch (refusal) {
            case TOO_LARGE -> new RecordTooLarge(reason);
            case NOT_AUTHORIZED, NOT_SERIALIZABLE -> new RecordNotAuthorized(reason);
        };
    }

    // ---------------------------------------------------------------- source

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, ProcessingContext contextOrNull) {
        List<ChainKey> chains = codec.chainsOf(condition.criteria());
        chains.forEach(this::requireOpen);
        long from = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
        KafkaChainStore.Sourced sourced = store.source(chains, condition.criteria(), from);
        return concatenate(messages(sourced.events()), end(sourced.marker()));
    }

    private List<MessageStream.Entry<EventMessage>> messages(List<HistoryEvent> events) {
        Function<HistoryEvent, Optional<EventMessage>> decoder = codec.decoder();
        List<MessageStream.Entry<EventMessage>> entries = new ArrayList<>(events.size());
        for (HistoryEvent event : events) decoder.apply(event).ifPresent(message -> entries.add(entry(event, message)));
        return entries;
    }

    private static MessageStream.Entry<EventMessage> entry(HistoryEvent event, EventMessage message) {
        Context context =
                TrackingToken.addToContext(Context.empty(), new GlobalSequenceTrackingToken(event.ordinal() + 1));
        return new SimpleEntry<>(
                message, Tag.addToContext(context, event.label().tags()));
    }

    private static MessageStream.Entry<EventMessage> end(long marker) {
        return new SimpleEntry<>(
                TerminalEventMessage.INSTANCE,
                Context.with(ConsistencyMarker.RESOURCE_KEY, new GlobalIndexConsistencyMarker(marker)));
    }

    private static MessageStream<EventMessage> concatenate(
            List<MessageStream.Entry<EventMessage>> entries, MessageStream.Entry<EventMessage> end) {
        entries.add(end);
        return MessageStream.fromStream(entries.stream(), MessageStream.Entry::message, e -> e);
    }

    // ---------------------------------------------------------------- stream

    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, ProcessingContext contextOrNull) {
        long from = condition.position() == null
                ? 0
                : condition.position().position().orElse(0);
        Function<HistoryEvent, Optional<EventMessage>> decoder = codec.decoder();
        return new ContinuousMessageStream<Streamed>(
                last -> next(condition.criteria(), decoder, last == null ? from : last.event.ordinal() + 1),
                streamed -> entry(streamed.event, streamed.message),
                (_, callback) -> registration(store.onNewEvents(callback)));
    }

    private record Streamed(HistoryEvent event, EventMessage message) {}

    /** Goes on until a batch holds something: an empty one means that there is nothing more at the moment. */
    private List<Streamed> next(
            EventCriteria criteria, Function<HistoryEvent, Optional<EventMessage>> decoder, long from) {
        List<Streamed> found = List.of();
        List<HistoryEvent> batch;
        for (long at = from; found.isEmpty(); at = batch.getLast().ordinal() + 1) {
            batch = store.events(at, STREAM_BATCH);
            if (batch.isEmpty()) break;
            found = batch.stream()
                    .filter(e -> criteria.matches(e.label().type(), e.label().tags()))
                    .flatMap(e -> decoder.apply(e).map(m -> new Streamed(e, m)).stream())
                    .toList();
        }
        return found;
    }

    private static Registration registration(Runnable cancel) {
        return () -> {
            cancel.run();
            return true;
        };
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(ProcessingContext contextOrNull) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(ProcessingContext contextOrNull) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(store.marker()));
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, ProcessingContext contextOrNull) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(store.firstOrdinalAt(at)));
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("store", store);
    }
}
