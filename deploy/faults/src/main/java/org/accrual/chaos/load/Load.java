package org.accrual.chaos.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.accrual.chaos.fleet.Fleet;
import org.accrual.chaos.ledger.Intent;
import org.accrual.chaos.ledger.Ledger;
import org.accrual.chaos.process.Await;

/** Many people at a few centers, each sending one command after the other, without regard to what is broken. */
public final class Load {
    private static final int CENTERS = 6;
    private static final int CLIENTS = 24;
    /** Between two commands of one client: enough to keep the services busy, and two cores able to answer. */
    private static final Duration PAUSE_MAX = Duration.ofMillis(200);

    private static final int TWICE_PERCENT = 4;
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(120);
    private static final String STUDY = "chaos";

    private final Caller caller;
    private final List<Center> centers = IntStream.rangeClosed(1, CENTERS)
            .mapToObj(n -> new Center(STUDY, "c" + n))
            .toList();

    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean ending;

    private Load(Fleet fleet, Ledger ledger) {
        this.caller = new Caller(fleet, ledger);
    }

    /** Opens the study, activates its centers, and begins. */
    public static Load start(Fleet fleet, Ledger ledger) {
        Load load = new Load(fleet, ledger);
        load.prepare();
        for (int client = 0; client < CLIENTS; client++)
            load.clients.add(Thread.ofVirtual().start(load::work));
        return load;
    }

    private void prepare() {
        Order opening = new Order(
                "OpenStudy",
                Map.of("title", "Synthetic patients under faults", "origin", "SYNTHETIC"),
                new Intent.Plain(),
                _ -> {});
        mustBeDone(centers.getFirst(), opening);
        centers.forEach(center -> mustBeDone(center, center.activation()));
    }

    private void mustBeDone(Center center, Order order) {
        Order.Outcome outcome = caller.call(center, order)
                .orElseThrow(() -> new IllegalStateException(order.command() + " is not answered"));
        if (!(outcome instanceof Order.Done)) throw new IllegalStateException(order.command() + ": " + outcome);
    }

    private void work() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        try {
            while (!ending) {
                Center center = centers.get(random.nextInt(CENTERS));
                if (random.nextInt(100) < TWICE_PERCENT) caller.callTwiceAtOnce(center, center.next());
                else caller.call(center, center.next());
                Await.pause(Duration.ofMillis(random.nextLong(PAUSE_MAX.toMillis())));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a client", e);
        }
    }

    /** From now on, looks at each center for its first command that is both sent and acknowledged. */
    public Recovery watchRecovery() {
        return new Recovery(caller, centers);
    }

    /** Returns when every command under way has got its answer, or will not get one. */
    public void end() {
        ending = true;
        Await.until(
                "every command answered",
                ENDS_WITHIN,
                () -> clients.stream().noneMatch(Thread::isAlive) && !caller.isBusy());
    }

    public Tally answers() {
        return caller.answers();
    }

    public Tally troubles() {
        return caller.troubles();
    }

    public void close() {
        ending = true;
        caller.close();
    }
}
