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
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Partitioning;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordParser;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.Tag;

/** One instance's writer with its tail, its clock and its network; it may crash, freeze, and see its log cut. */
final class SimulatedInstance {
    private static final long MILLISECOND = 1_000_000;
    private static final int RECORDS_PER_POLL = 20;
    private static final long NEVER = Long.MAX_VALUE;

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
    private long noticesCutAt = NEVER;
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
                SimulatedLog.TOPIC, this::send, clock(), limits(), counters, ordinals, SimulatedInstance::labels);
        beginReading();
        schedulePoll();
        scheduleTick();
    }

    private void beginReading() {
        tailNext = 0;
        noticesCutAt = NEVER;
        readyAt = world.log().size();
    }

    private WriterLimits limits() {
        return new WriterLimits(
                8,
                64,
                Duration.ofNanos(world.answerWithin()),
                Duration.ofNanos(world.beat()),
                Duration.ofNanos(world.answerWithin() / 8),
                100_000,
                Duration.ofNanos(12 * world.beat()),
                Duration.ofNanos(3 * world.beat()));
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

    /** Until then it still sleeps, or what it sends still lands behind what was stalled. */
    long troubledUntil() {
        return Math.max(frozenUntil, lastLanding);
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
        later(world.between(world.beat() / 10, world.beat()), () -> {
            poll();
            schedulePoll();
        });
    }

    private void scheduleTick() {
        later(world.beat(), () -> {
            if (writer.isBusy()) writer.settle();
            scheduleTick();
        });
    }

    /**
     * As Kafka's consumer: one whose position lies beyond the end is told at its next fetch; one whose position exists
     * again, since the log has grown, learns it from the leader's epoch, perhaps late, and reads on until then.
     */
    void logWasCut() {
        if (tailNext > world.log().size())
            noticesCutAt = Math.min(noticesCutAt, world.now() + world.between(0, 5 * world.beat()));
    }

    /** Whether it has read what is no longer in the log, and does not know it yet. */
    boolean isMistaken() {
        return noticesCutAt != NEVER;
    }

    private void poll() {
        if (tailNext > world.log().size() || world.now() >= noticesCutAt) {
            beginReading();
            writer.truncated();
        }
        for (int i = 0; i < RECORDS_PER_POLL && tailNext < world.log().size(); i++) {
            writer.read(parser.parse(world.log().get(tailNext).record()));
            tailNext++;
        }
        writer.settle();
    }

    // ---------------------------------------------------------------- network

    private void send(Proposal proposal, Consumer<SendOutcome> outcome) {
        Faults faults = world.faults();
        if (world.happens(faults.refused())) {
            SendOutcome refused = new SendOutcome.Refused(SendOutcome.Refusal.NOT_AUTHORIZED, "refused");
            later(latency(), () -> outcome.accept(refused));
        } else if (world.happens(faults.rejected())) {
            if (world.random().nextBoolean()) land(inOrder(latency()), proposal, _ -> {});
            later(giveUp(), () -> outcome.accept(new SendOutcome.Rejected("rejected")));
        } else if (world.happens(faults.lost())) {
            later(giveUp(), () -> outcome.accept(new SendOutcome.Unknown("lost")));
        } else if (world.happens(faults.late())) {
            land(world.between(100, 3_000) * MILLISECOND, proposal, _ -> {});
            later(giveUp(), () -> outcome.accept(new SendOutcome.Unknown("late")));
        } else {
            if (world.happens(faults.doubled())) land(world.between(1, 4_000) * MILLISECOND, proposal, _ -> {});
            sendWell(proposal, outcome);
        }
    }

    private void sendWell(Proposal proposal, Consumer<SendOutcome> outcome) {
        long nanos = inOrder(latency());
        if (nanos < world.answerWithin() / 2) {
            land(nanos, proposal, landed -> acknowledge(landed, outcome));
        } else {
            land(nanos, proposal, _ -> {});
            later(giveUp(), () -> outcome.accept(new SendOutcome.Unknown("stalled")));
        }
    }

    /** Once it is on all replicas; unless that takes too long, the log has lost it before, or the answer is lost. */
    private void acknowledge(Landed landed, Consumer<SendOutcome> outcome) {
        long offset = landed.record().offset();
        long nanos = world.replicationNanos();
        boolean told = nanos < world.answerWithin() / 2
                && !world.isMuted()
                && !world.happens(world.faults().falseError());
        world.schedule(nanos, () -> {
            if (world.log().replicate(offset, landed) && told)
                later(latency(), () -> outcome.accept(new SendOutcome.Acked(offset)));
            else if (told) later(latency(), () -> outcome.accept(new SendOutcome.Unknown("lost its leader")));
        });
        if (!told) later(giveUp(), () -> outcome.accept(new SendOutcome.Unknown("no answer")));
    }

    /** How long a producer waits for Kafka: always less than a caller for the producer. */
    private long giveUp() {
        return world.between(world.beat(), world.answerWithin() / 2);
    }

    private long latency() {
        return world.between(MILLISECOND / 5, 3 * MILLISECOND);
    }

    private long inOrder(long latency) {
        if (world.now() >= world.stalledUntil() && world.faults().reordered()) return latency;
        lastLanding = Math.max(lastLanding + 1, Math.max(world.stalledUntil(), world.now()) + latency);
        return lastLanding - world.now();
    }

    /** Under way, a copy needs its sender no more. */
    private void land(long nanos, Proposal proposal, Consumer<Landed> landed) {
        world.scheduleLanding(nanos, () -> {
            if (world.happens(world.faults().garbage())) world.log().appendGarbage(world.random());
            landed.accept(world.log().append(proposal));
        });
    }
}
