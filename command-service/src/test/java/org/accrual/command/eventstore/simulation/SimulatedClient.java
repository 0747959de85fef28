package org.accrual.command.eventstore.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.accrual.command.eventstore.writer.AppendResult;
import org.accrual.command.eventstore.writer.CommandKey;
import org.accrual.command.eventstore.writer.Condition;
import org.accrual.command.eventstore.writer.Draft;
import org.accrual.command.eventstore.writer.HistoryEvent;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * Somebody with one command after the other. Decides on what an instance has read, writes the premise into the event, and
 * repeats a command under its id, perhaps elsewhere, until it is acknowledged.
 */
final class SimulatedClient {
    private static final long MILLISECOND = 1_000_000;
    private static final RecordHash ANY_HASH = RecordHash.of(new byte[RecordHash.BYTES]);

    /** What a decision rests on. */
    enum Premise {
        NOTHING,
        PATIENT,
        CHAIN
    }

    private final World world;
    private final String actor;
    private ChainKey chain;
    private String patient;
    private Premise premise;
    private String commandId;
    private int attempt;
    private boolean idle = true;

    SimulatedClient(World world, int number) {
        this.world = world;
        this.actor = "client-" + number;
    }

    boolean isIdle() {
        return idle;
    }

    void begin() {
        idle = false;
        chain = new ChainKey("s1/c" + world.random().nextInt(world.chains()));
        patient = "p" + world.random().nextInt(world.patients());
        premise = Premise.values()[world.random().nextInt(Premise.values().length)];
        commandId = world.newId();
        tryAt(world.anyInstance());
    }

    private void tryAt(SimulatedInstance instance) {
        int thisAttempt = ++attempt;
        // An instance that dies or freezes never answers; and some people press twice.
        world.schedule(world.between(world.beat(), 3 * world.answerWithin()), () -> {
            if (thisAttempt == attempt) again();
        });
        instance.later(world.between(1, MILLISECOND), () -> {
            if (thisAttempt == attempt) decide(instance, thisAttempt);
        });
    }

    private void again() {
        attempt++;
        world.schedule(world.between(1, 10 * world.beat()), () -> tryAt(world.anyInstance()));
    }

    private void decide(SimulatedInstance instance, int ofAttempt) {
        if (!instance.isReady()) {
            again();
            return;
        }
        Optional<LogRecord> recorded = instance.writer().find(chain, new CommandKey(actor, commandId));
        if (recorded.isPresent()) {
            acknowledged(instance, instance.isMistaken(), recorded.get());
            return;
        }
        long marker = instance.marker();
        List<HistoryEvent> state = instance.writer().find(chain, criteria(), 0);
        Draft draft = draft(state, marker);
        world.auditor().drafted(draft.record().attributes().id());
        // While it thinks, others may change what it has seen.
        instance.later(world.thinkingNanos(), () -> {
            if (ofAttempt == attempt)
                instance.writer().append(draft, result -> {
                    world.auditor()
                            .answered(instance, draft.record().attributes().id(), result);
                    boolean mistaken = instance.isMistaken();
                    world.schedule(1, () -> answered(instance, mistaken, ofAttempt, result));
                });
        });
    }

    private EventCriteria criteria() {
        Tag ofChain = new Tag("chain", chain.text());
        return premise == Premise.CHAIN
                ? EventCriteria.havingTags(ofChain)
                : EventCriteria.havingTags(ofChain, new Tag("patient", patient));
    }

    private Condition condition(long marker) {
        return premise == Premise.NOTHING ? Condition.NONE : new Condition(criteria(), marker);
    }

    private Draft draft(List<HistoryEvent> state, long marker) {
        String last =
                state.isEmpty() ? "-" : state.getLast().record().attributes().id();
        String said = premise + "|" + state.size() + "|" + last;
        Attributes attributes = new Attributes(
                world.newId(),
                "Simulated",
                1,
                Instant.EPOCH,
                patient,
                1,
                commandId,
                ANY_HASH,
                actor,
                "COORDINATOR",
                null,
                Attributes.Content.PLAIN);
        return new Draft(
                new RecordDraft(chain, attributes, said.getBytes(UTF_8)),
                List.of(SimulatedInstance.label(chain.text(), patient)),
                condition(marker));
    }

    private void answered(SimulatedInstance by, boolean mistaken, int ofAttempt, AppendResult result) {
        if (ofAttempt != attempt) return;
        switch (result) {
            case AppendResult.Appended appended -> acknowledged(by, mistaken, appended.record());
            case AppendResult.Duplicate duplicate -> acknowledged(by, mistaken, duplicate.first());
            case AppendResult.Conflict _,
                    AppendResult.Unavailable _,
                    AppendResult.Unknown _,
                    AppendResult.Unsendable _ -> again();
        }
    }

    private void acknowledged(SimulatedInstance by, boolean mistaken, LogRecord record) {
        attempt++;
        world.served(by);
        world.auditor().acknowledged(mistaken, actor, commandId, record);
        idle = true;
        world.schedule(world.between(1, 6 * world.beat()), () -> {
            if (world.isOpen()) begin();
        });
    }
}
