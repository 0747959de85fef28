package org.accrual.command.eventstore.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;

/**
 * A simulated world: one log, some instances, some clients, one seed. Whatever happens, happens in the order of simulated
 * time, so that the same seed is the same world.
 */
final class World {
    private static final long MILLISECOND = 1_000_000;
    private static final long SHORTEST_ANSWER = 200;
    private static final long LONGEST_ANSWER = 3_000;
    /** How long a caller waits, in beats. */
    private static final int BEATS_PER_ANSWER = 40;

    private static final int BEATS_BETWEEN_TROUBLES = 20;
    /** After all trouble has ended, everyone must be served within this time. */
    private static final long CALM_WITHIN = 60_000 * MILLISECOND;

    private record Due(long at, long order, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    private final long seed;
    private final Random random;
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final SimulatedLog log = new SimulatedLog();
    private final Auditor auditor;
    private final List<SimulatedInstance> instances = new ArrayList<>();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final int chains;
    private final int patients;
    private final boolean slow;
    private final long answerWithin;
    private final long beat;
    private Faults faults;
    private long now;
    private long scheduled;
    private long lastLandingAt;
    private long lastServedAt;
    private long longestSilence;
    private long stalledUntil;
    private long mutedUntil;
    private long laggingUntil;
    private long calmSince = Long.MAX_VALUE;
    private boolean open = true;

    /** Any trouble, any size. */
    World(long seed) {
        this(seed, new Random(seed));
    }

    private World(long seed, Random random) {
        this(seed, random, MILLISECOND * (SHORTEST_ANSWER + random.nextLong(LONGEST_ANSWER - SHORTEST_ANSWER)));
    }

    /** Things happen the more slowly the longer people wait, so that many deadlines pass in every world. */
    private World(long seed, Random random, long answerWithin) {
        this(
                seed,
                random,
                answerWithin,
                answerWithin / BEATS_PER_ANSWER,
                Faults.drawn(random),
                1 + random.nextInt(3),
                1 + random.nextInt(4),
                1 + random.nextInt(3),
                1 + random.nextInt(24));
    }

    /** People think; the slower they are, the more has changed when they have decided. */
    long thinkingNanos() {
        return between(1, slow ? answerWithin : beat);
    }

    private World(
            long seed,
            Random random,
            long answerWithin,
            long beat,
            Faults faults,
            int chains,
            int patients,
            int instanceCount,
            int clientCount) {
        this.seed = seed;
        this.random = random;
        this.answerWithin = answerWithin;
        this.beat = beat;
        this.faults = faults;
        this.chains = chains;
        this.patients = patients;
        slow = faults.truncation() > 0 && random.nextBoolean();
        auditor = new Auditor(this);
        for (int i = 0; i < instanceCount; i++) instances.add(new SimulatedInstance(this));
        for (int i = 0; i < clientCount; i++) clients.add(new SimulatedClient(this, i));
    }

    /** No trouble but rivals: three instances want the same center all the time. */
    static World ofRivals(long seed) {
        return new World(
                seed, new Random(seed), LONGEST_ANSWER * MILLISECOND, 5 * MILLISECOND, Faults.NONE, 1, 20, 3, 24);
    }

    void served(SimulatedInstance instance) {
        longestSilence = Math.max(longestSilence, now - lastServedAt);
        lastServedAt = now;
        instance.served();
    }

    /** The longest time in which nobody was served at all. */
    long longestSilenceNanos() {
        return longestSilence;
    }

    List<SimulatedInstance> instances() {
        return instances;
    }

    /** Lives through so many happenings, then calms down, and is judged. @return records in the log at the end */
    int live(int steps) {
        clients.forEach(SimulatedClient::begin);
        trouble();
        for (int i = 0; i < steps; i++) step();
        calmDown();
        auditor.judge(instances);
        return log.size();
    }

    private void step() {
        Due due = queue.poll();
        now = due.at;
        due.action.run();
    }

    private void trouble() {
        schedule(BEATS_BETWEEN_TROUBLES * beat, () -> {
            if (!open) return;
            if (happens(faults.truncation())) truncate();
            if (happens(faults.stall())) stalledUntil = now + troubleNanos();
            if (happens(faults.mute())) mutedUntil = now + troubleNanos();
            if (happens(faults.lag())) laggingUntil = now + troubleNanos();
            for (SimulatedInstance instance : instances) {
                if (happens(faults.crash())) instance.crash();
                if (happens(faults.freeze())) instance.freeze(troubleNanos());
            }
            trouble();
        });
    }

    private long troubleNanos() {
        return between(beat, 2 * answerWithin);
    }

    private void truncate() {
        auditor.beforeACut();
        log.truncate(1 + random.nextInt(12));
        auditor.afterACut();
        instances.forEach(SimulatedInstance::logWasCut);
    }

    /** No more trouble, no new commands: then every command on its way ends, and all read the same. */
    private void calmDown() {
        open = false;
        faults = Faults.NONE;
        stalledUntil = now;
        calmSince =
                instances.stream().mapToLong(SimulatedInstance::troubledUntil).reduce(now, Math::max);
        long end = now + CALM_WITHIN;
        while (now < end && !isCalm()) step();
        auditor.check(isCalm(), "not everyone was served in time");
    }

    /** Copies sent twice may still land: they must find nothing to change, so wait for them too. */
    private boolean isCalm() {
        return clients.stream().allMatch(SimulatedClient::isIdle)
                && instances.stream()
                        .allMatch(i ->
                                i.hasReadAll() && !i.isMistaken() && !i.writer().isBusy())
                && now > lastLandingAt;
    }

    void schedule(long nanos, Runnable action) {
        queue.add(new Due(now + nanos, scheduled++, action));
    }

    /** As {@link #schedule}, for what changes the log. */
    void scheduleLanding(long nanos, Runnable action) {
        lastLandingAt = Math.max(lastLandingAt, now + nanos);
        schedule(nanos, action);
    }

    /** When what is sent now can land at the earliest. */
    long stalledUntil() {
        return stalledUntil;
    }

    boolean isMuted() {
        return open && now < mutedUntil;
    }

    /** How long it takes until what lands now is on all replicas. */
    long replicationNanos() {
        return between(MILLISECOND / 10, MILLISECOND) + (open ? Math.max(0, laggingUntil - now) : 0);
    }

    long answerWithin() {
        return answerWithin;
    }

    long beat() {
        return beat;
    }

    /**
     * Whether no deadline should pass any more: no trouble for long, no rival, and nothing that was acknowledged and cut
     * off before it was read, for nobody sends that again.
     */
    boolean isSureToServe() {
        return instances.size() == 1 && log.cuts() == 0 && now > calmSince && now - calmSince > answerWithin * 3 / 4;
    }

    boolean happens(int perThousand) {
        return perThousand > 0 && random.nextInt(1_000) < perThousand;
    }

    long between(long low, long high) {
        return low + random.nextLong(high - low);
    }

    String newId() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    SimulatedInstance anyInstance() {
        return instances.get(random.nextInt(instances.size()));
    }

    long seed() {
        return seed;
    }

    Random random() {
        return random;
    }

    SimulatedLog log() {
        return log;
    }

    Auditor auditor() {
        return auditor;
    }

    Faults faults() {
        return faults;
    }

    int chains() {
        return chains;
    }

    int patients() {
        return patients;
    }

    long now() {
        return now;
    }

    boolean isOpen() {
        return open;
    }
}
