package org.accrual.command.eventstore.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.accrual.command.eventstore.simulation.SimulatedLog.Landed;
import org.accrual.command.eventstore.writer.EventLabel;
import org.accrual.command.eventstore.writer.SendOutcome;
import org.accrual.command.eventstore.writer.Writer;
import org.accrual.command.eventstore.writer.WriterClock;
import org.accrual.command.eventstore.writer.WriterCounters;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.kernel.log.LogRecord;
import org.accrual.kernel.log.Partitioning;
import org.accrual.kernel.log.Proposal;
import org.accrual.kernel.log.RecordParser;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.Tag;

/** One instance's writer with its tail, its clock and its network; it may crash, freeze, and see its log cut. */
final class SimulatedInstance {
    static final WriterLimits LIMITS = new WriterLimits(
            8,
            64,
            Duration.ofSeconds(3),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            100_000,
            Duration.ofMillis(60),
            Duration.ofMillis(15));

    private static final long MILLISECOND = 1_000_000;
    private static final int RECORDS_PER_POLL = 20;

    private final World world;
    private final RecordParser parser = new RecordParser(new Partitioning(1));
    private final long clockSkewMillis;
    final WriterCounters counters = new WriterCounters();
    private final AtomicLong ordinals = new AtomicLong();
    private Writer writer;
    private int life;
    private int served;
    private long frozenUntil;
    private long tailNext;
    private Landed lastRead;
    private long readyAt;
    private long lastLanding;

    SimulatedInstance(World world) {
        this.world = world;
        this.clockSkewMillis = world.random().nextInt(10_000);
        start();
    }

    private void start() {
        life++;
        writer = new Writer(
                SimulatedLog.TOPIC, this::send, clock(), LIMITS, counters, ordinals, SimulatedInstance::labels);
        beginReading();
        schedulePoll();
        scheduleTick();
    }

    private void beginReading() {
        tailNext = 0;
        lastRead = null;
        readyAt = world.log().size();
    }

    private WriterClock clock() {
        return new WriterClock() {
            @Override
            public long nanos() {
                return world.now();
            }

            @Override
            public Instant now() {
                return Instant.ofEpochSecond(1_700_000_000)
                        .plusMillis(clockSkewMillis)
                        .plusNanos(world.now());
            }
        };
    }

    /** A patient's events have the chain and the patient as tags. */
    static List<EventLabel> labels(LogRecord record) {
        return List.of(label(record.key().text(), record.attributes().subject()));
    }

    static EventLabel label(String chain, String patient) {
        return new EventLabel(
                new QualifiedName("org.accrual.Simulated"),
                Set.of(new Tag("chain", chain), new Tag("patient", patient)));
    }

    Writer writer() {
        return writer;
    }

    long marker() {
        return ordinals.get();
    }

    boolean isReady() {
        // A log cut again while it is being read never reaches the end that it had.
        return tailNext >= Math.min(readyAt, world.log().size());
    }

    boolean hasReadAll() {
        return tailNext == world.log().size();
    }

    // ---------------------------------------------------------------- time

    /** Runs later, unless this life has ended by then; a frozen instance does it when it thaws. */
    void later(long nanos, Runnable action) {
        int ofLife = life;
        world.schedule(nanos, () -> whenThawed(ofLife, action));
    }

    private void whenThawed(int ofLife, Runnable action) {
        if (ofLife != life) return;
        if (world.now() < frozenUntil) world.schedule(frozenUntil - world.now(), () -> whenThawed(ofLife, action));
        else action.run();
    }

    void crash() {
        frozenUntil = 0;
        start();
    }

    void freeze(long nanos) {
        frozenUntil = world.now() + nanos;
    }

    void thaw() {
        frozenUntil = 0;
    }

    void served() {
        served++;
    }

    /** Commands acknowledged by this instance. */
    int servedCount() {
        return served;
    }

    // ---------------------------------------------------------------- tail

    private void schedulePoll() {
        later(world.between(MILLISECOND / 2, 5 * MILLISECOND), () -> {
            poll();
            schedulePoll();
        });
    }

    private void scheduleTick() {
        later(5 * MILLISECOND, () -> {
            if (writer.isBusy()) writer.settle();
            scheduleTick();
        });
    }

    /** As Kafka's consumer: a position beyond the end, or one whose record is another by now, is told. */
    private void poll() {
        boolean cut =
                tailNext > world.log().size() || tailNext > 0 && world.log().get(tailNext - 1) != lastRead;
        if (cut) {
            beginReading();
            writer.truncated();
        }
        for (int i = 0; i < RECORDS_PER_POLL && tailNext < world.log().size(); i++) {
            lastRead = world.log().get(tailNext);
            writer.read(parser.parse(lastRead.record()));
            tailNext++;
        }
        writer.settle();
    }

    // ---------------------------------------------------------------- network

    private void send(Proposal proposal, Consumer<SendOutcome> outcome) {
        Faults faults = world.faults();
        if (world.happens(faults.refused())) {
            later(
                    latency(),
                    () -> outcome.accept(new SendOutcome.Refused(SendOutcome.Refusal.NOT_AUTHORIZED, "simulated")));
            return;
        }
        if (world.happens(faults.lost())) {
            later(world.between(50, 500) * MILLISECOND, () -> outcome.accept(new SendOutcome.Unknown("lost")));
            return;
        }
        if (world.happens(faults.doubled())) land(world.between(1, 4_000) * MILLISECOND, proposal, _ -> {});
        if (world.happens(faults.late())) {
            land(world.between(100, 3_000) * MILLISECOND, proposal, _ -> {});
            later(world.between(50, 500) * MILLISECOND, () -> outcome.accept(new SendOutcome.Unknown("late")));
            return;
        }
        land(
                inOrder(latency()),
                proposal,
                offset -> later(
                        latency(),
                        () -> outcome.accept(
                                world.happens(faults.falseError())
                                        ? new SendOutcome.Unknown("false error")
                                        : new SendOutcome.Acked(offset))));
    }

    private long latency() {
        return world.between(MILLISECOND / 5, 3 * MILLISECOND);
    }

    private long inOrder(long latency) {
        if (world.faults().reordered()) return latency;
        lastLanding = Math.max(lastLanding + 1, world.now() + latency);
        return lastLanding - world.now();
    }

    /** Under way, a copy needs its sender no more. */
    private void land(long nanos, Proposal proposal, Consumer<Long> landed) {
        world.scheduleLanding(nanos, () -> {
            if (world.happens(world.faults().garbage())) world.log().appendGarbage(world.random());
            landed.accept(world.log().append(proposal));
        });
    }
}
