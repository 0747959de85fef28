package org.accrual.query.views.follow;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.accrual.log.format.LogPosition;
import org.accrual.query.views.Movement;
import org.accrual.query.views.Sections;
import org.accrual.query.views.store.Generations;
import org.accrual.query.views.store.Generations.Generation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps a projection running for the generation that is shown and for the one that is being built, and shows the latter
 * once it has caught up. What it decides is written where all instances read it.
 */
@Component
final class ViewsLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ViewsLifecycle.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STOP_MAX = Duration.ofSeconds(15);
    /** Longer than any request that may still read the views shown before. */
    private static final Duration OLD_VIEWS_KEPT = Duration.ofMinutes(1);

    private final Generations generations;
    private final Sections sections;
    private final LogSource source;
    private final Movement movement;
    private final SortedMap<Integer, ProjectionLoop> loops = new ConcurrentSkipListMap<>();
    private volatile boolean running;
    private volatile String trouble;
    private Thread thread;
    private int cleanedUpTo;
    private int shownBefore;
    private long shownSince;

    ViewsLifecycle(Generations generations, Sections sections, LogSource source, Movement movement) {
        this.generations = generations;
        this.sections = sections;
        this.source = source;
        this.movement = movement;
    }

    @Override
    public synchronized void start() {
        if (running) return;
        running = true;
        thread = Thread.ofPlatform().name("views").daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        if (!running) return;
        running = false;
        thread.interrupt();
        try {
            thread.join(STOP_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Partitions that have stopped here, with the reason. */
    SortedMap<Integer, String> stopped() {
        var stopped = new TreeMap<Integer, String>();
        loops.values().forEach(loop -> stopped.putAll(loop.stopped()));
        return stopped;
    }

    /** Why the views don't move at the moment, if that is so. */
    Optional<String> trouble() {
        return Stream.concat(
                        Stream.ofNullable(trouble), loops.values().stream().flatMap(loop -> loop.trouble().stream()))
                .findFirst();
    }

    /** Void and malformed records in the partitions that this instance projects for the views shown. */
    long voids() {
        return loops.isEmpty() ? 0 : loops.get(loops.firstKey()).voids();
    }

    /** Whether what is shown holds what the log held when this instance began. */
    boolean hasCaughtUp() {
        return generations
                .serving()
                .map(shown -> loops.get(shown.number()))
                .map(ProjectionLoop::hasCaughtUp)
                .orElse(false);
    }

    private void run() {
        while (running) {
            try {
                look();
                trouble = null;
            } catch (RuntimeException e) {
                // Whoever stops interrupts a look that is under way: that is no trouble.
                if (running) LOG.warn("the views can't be looked after; will try again", e);
                trouble = e.getMessage();
            }
            pause();
        }
        loops.values().forEach(ProjectionLoop::close);
        loops.clear();
    }

    private void look() {
        generations.prepare();
        showWhatHasCaughtUp();
        Optional<Generation> serving = generations.serving();
        Optional<Generation> building = generations.building();
        serving.filter(Generation::isReadable).ifPresent(this::project);
        building.filter(Generation::isReadable).ifPresent(this::project);
        loops.keySet().stream()
                .filter(number -> Stream.concat(serving.stream(), building.stream())
                        .noneMatch(wanted -> wanted.number() == number))
                .forEach(number -> loops.remove(number).close());
        serving.filter(Generation::isReadable).ifPresent(this::cleanUp);
    }

    private void project(Generation generation) {
        loops.computeIfAbsent(
                generation.number(),
                _ -> new ProjectionLoop(
                        source, generations.store(generation), sections, generations.viewSet(), movement::signal));
    }

    private void showWhatHasCaughtUp() {
        generations.building().filter(Generation::isReadable).ifPresent(built -> {
            ProjectionLoop loop = loops.get(built.number());
            if (loop != null && loop.hasCaughtUp() && coversWhatIsShown(built)) {
                generations.show(built);
                LOG.info("the views were built anew; generation {} is shown now", built.number());
            }
        });
    }

    /** Nobody who has seen something is to see less, unless the log itself has lost it. */
    private boolean coversWhatIsShown(Generation built) {
        LogPosition reached = generations.store(built).position();
        return generations.serving().stream()
                .flatMap(shown -> generations.store(shown).position().nextOffsets().entrySet().stream()
                        .filter(read -> !hasStopped(shown, read.getKey())))
                .allMatch(read -> reached.next(read.getKey()) >= read.getValue());
    }

    private boolean hasStopped(Generation generation, int partition) {
        ProjectionLoop loop = loops.get(generation.number());
        return loop != null && loop.stopped().containsKey(partition);
    }

    private void cleanUp(Generation shown) {
        if (shown.number() != shownBefore) {
            shownBefore = shown.number();
            shownSince = System.nanoTime();
        }
        boolean longEnough = System.nanoTime() - shownSince > OLD_VIEWS_KEPT.toNanos();
        if (longEnough && cleanedUpTo < shown.number()) {
            generations.dropOlderThan(shown);
            cleanedUpTo = shown.number();
        }
    }

    private void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            // Only stopping interrupts; the loop looks at that next.
            Thread.currentThread().interrupt();
        }
    }
}
