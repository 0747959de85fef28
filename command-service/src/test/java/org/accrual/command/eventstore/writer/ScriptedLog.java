package org.accrual.command.eventstore.writer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.Genesis;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Partitioning;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;
import org.accrual.log.format.RecordParser;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** A writer whose log, network and clock a test moves by hand. */
public final class ScriptedLog {
    public static final ChainKey CHAIN = new ChainKey("s1/c1");
    static final WriterLimits LIMITS = new WriterLimits(
            4,
            6,
            Duration.ofSeconds(10),
            Duration.ofMillis(50),
            Duration.ofMillis(400),
            2_000,
            Duration.ofMillis(60),
            Duration.ofMillis(15));

    /** A copy under way. */
    record Sent(Proposal proposal, Consumer<SendOutcome> outcome) {
        String id() {
            return new String(
                    proposal.headers().stream()
                            .filter(h -> h.key().equals("ce_id"))
                            .findFirst()
                            .orElseThrow()
                            .value(),
                    StandardCharsets.UTF_8);
        }
    }

    /** An append and its answer, once there is one. */
    static final class Append {
        final Draft draft;
        AppendResult answer;

        Append(Draft draft) {
            this.draft = draft;
        }

        String id() {
            return draft.eventId();
        }
    }

    final List<Sent> sent = new ArrayList<>();
    final WriterCounters counters = new WriterCounters();
    private final RecordParser parser = new RecordParser(new Partitioning(1));
    private final AtomicLong ordinals = new AtomicLong();
    public final Writer writer;
    private long nanos;
    private Instant time = Instant.parse("2026-01-01T00:00:00Z");
    private long nextOffset;
    private int ids;

    public ScriptedLog() {
        writer = new Writer(
                "study-events",
                (proposal, outcome) -> sent.add(new Sent(proposal, outcome)),
                new WriterClock() {
                    @Override
                    public long nanos() {
                        return nanos;
                    }

                    @Override
                    public Instant now() {
                        return time;
                    }
                },
                LIMITS,
                counters,
                ordinals,
                record -> List.of(label(record.attributes().subject())));
    }

    void pass(Duration duration) {
        nanos += duration.toNanos();
        time = time.plus(duration);
        writer.settle();
    }

    void setClock(String instant) {
        time = Instant.parse(instant);
    }

    long marker() {
        return ordinals.get();
    }

    /** An append that rests on what the writer has read of the patient. */
    Append append(String patient) {
        return append(draft(patient, newId(), patientCondition(patient)));
    }

    Append append(Draft draft) {
        Append append = new Append(draft);
        writer.append(draft, result -> {
            if (append.answer != null) throw new AssertionError("answered twice: " + append.answer + ", " + result);
            append.answer = result;
        });
        return append;
    }

    Condition patientCondition(String patient) {
        return new Condition(EventCriteria.havingTags("patient", patient), marker());
    }

    String newId() {
        return "00000000-0000-0000-0000-%012d".formatted(++ids);
    }

    Draft draft(String patient, String commandId, Condition condition) {
        return draft(patient, commandId, condition, "{}");
    }

    Draft draft(String patient, String commandId, Condition condition, String value) {
        Attributes attributes = new Attributes(
                newId(),
                "Tested",
                1,
                Instant.EPOCH,
                patient,
                1,
                commandId,
                RecordHash.of(new byte[32]),
                "actor",
                "SYSTEM",
                null,
                Attributes.Content.PLAIN);
        return new Draft(
                new RecordDraft(CHAIN, attributes, value.getBytes(StandardCharsets.UTF_8)),
                List.of(label(patient)),
                condition);
    }

    private static EventLabel label(String patient) {
        return new EventLabel(new QualifiedName("org.accrual.Tested"), Set.of(new Tag("patient", patient)));
    }

    /** Takes the oldest copy under way. */
    Sent next() {
        return sent.removeFirst();
    }

    /** A copy lands and the tail reads it. @return its offset */
    long land(Proposal proposal) {
        long offset = nextOffset++;
        writer.read(parser.parse(consumed(proposal, offset)));
        writer.settle();
        return offset;
    }

    /** A copy lands, is read, and its sender hears so. */
    void succeed(Sent copy) {
        long offset = land(copy.proposal());
        copy.outcome().accept(new SendOutcome.Acked(offset));
    }

    /** Another instance's record on the current head. */
    public LogRecord rival(String patient) {
        return rival(patient, newId());
    }

    LogRecord rival(String patient, String commandId) {
        Draft draft = draft(patient, commandId, Condition.NONE);
        Proposal proposal = draft.at(new Draft.Place(head(), 1, time));
        land(proposal);
        return writer.find(CHAIN, draft.command()).orElseThrow();
    }

    RecordHash head() {
        List<HistoryEvent> events = writer.events();
        return events.isEmpty()
                ? Genesis.of("study-events", CHAIN)
                : events.getLast().record().hash();
    }

    public void truncated() {
        nextOffset = 0;
        writer.truncated();
    }

    private static ConsumerRecord<byte[], byte[]> consumed(Proposal p, long offset) {
        return new ConsumerRecord<>(
                "study-events",
                0,
                offset,
                p.timestamp(),
                TimestampType.CREATE_TIME,
                p.keyBytes().length,
                p.value().length,
                p.keyBytes(),
                p.value(),
                new RecordHeaders(p.headers()),
                Optional.empty());
    }
}
