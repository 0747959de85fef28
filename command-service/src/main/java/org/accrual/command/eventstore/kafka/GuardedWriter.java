package org.accrual.command.eventstore.kafka;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.accrual.command.eventstore.writer.Log;
import org.accrual.command.eventstore.writer.Writer;

/** One partition's writer behind its lock. Nothing done under it blocks. */
final class GuardedWriter {
    private final ReentrantLock lock = new ReentrantLock();
    private final Writer writer;
    private volatile boolean busy;

    /** @param log an unguarded one; its outcomes are brought under the lock here */
    GuardedWriter(Log log, Function<Log, Writer> writer) {
        this.writer =
                writer.apply((proposal, outcome) -> log.send(proposal, result -> change(w -> outcome.accept(result))));
    }

    void change(Consumer<Writer> action) {
        read(w -> {
            action.accept(w);
            busy = w.isBusy();
            return null;
        });
    }

    <T> T read(Function<Writer, T> question) {
        lock.lock();
        try {
            return question.apply(writer);
        } finally {
            lock.unlock();
        }
    }

    /** Acts on what has become due. Cheap when there is nothing to do. */
    void tick() {
        if (busy) change(Writer::settle);
    }
}
