package org.accrual.command.eventstore.checkpoint;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.log.audit.Checkpoint;
import org.accrual.log.audit.CheckpointSigner;
import org.accrual.log.audit.VerifiedCheckpoint;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole log from its start, by itself, audits it, and signs where it is: once it has caught up, then at
 * intervals if anything was written, on demand, and at the end. It never signs a log that was altered since it was
 * signed, or whose end an auditor would call broken, but says so until someone has looked: who has, and wants it signed
 * as it is, removes the file with the last checkpoint.
 */
public final class CheckpointWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration DEMAND_WITHIN = Duration.ofSeconds(20);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);

    private final StoreSettings settings;
    private final CheckpointSigner signer;
    private final KeptCheckpoint kept;
    private final InstantSource clock;
    private final Duration interval;
    private final Duration patience;
    private final BooleanSupplier logIsReady;
    private final BooleanSupplier hasQuorum;
    private final BlockingQueue<CompletableFuture<VerifiedCheckpoint>> demands = new LinkedBlockingQueue<>();
    private final Thread thread;
    /** Null until the log is ready, and after an alarm. */
    private SigningReader reader;
    /** What someone has to look at, or null. */
    private String alarm;

    /** Since when each reading of the log found it altered; null if the last one did not. */
    private Long suspectedSince;

    private Optional<Checkpoint> seen = Optional.empty();

    private long signedAt;
    private volatile String trouble = "the log has not been read yet";
    private volatile boolean closed;

    /**
     * Begins as soon as the log is ready, and goes on trying while Kafka does not answer.
     *
     * @param interval between two checkpoints at least, except on demand: what was written since the last one is bound
     *     by its chain alone
     * @param patience for how long the log must look altered before it is an alarm: a broker that was cut off and still
     *     takes itself for the leader tells of an older one for a while
     * @param logIsReady whether its topics are there and as they must be
     * @param hasQuorum whether who tells of the log can't be left behind by others: without that, no alarm is raised
     */
    CheckpointWriter(
            StoreSettings settings,
            CheckpointSigner signer,
            KeptCheckpoint kept,
            InstantSource clock,
            Duration interval,
            Duration patience,
            BooleanSupplier logIsReady,
            BooleanSupplier hasQuorum) {
        this.settings = settings;
        this.signer = signer;
        this.kept = kept;
        this.clock = clock;
        this.interval = interval;
        this.patience = patience;
        this.logIsReady = logIsReady;
        this.hasQuorum = hasQuorum;
        this.signedAt = System.nanoTime() - interval.toNanos();
        this.thread = Thread.ofPlatform().name("checkpoints").daemon().start(this::run);
    }

    /** Why nothing is signed at the moment; empty if all is well. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Signs what is in the log now; fails if it can't be signed. */
    public CompletableFuture<VerifiedCheckpoint> sign() {
        CompletableFuture<VerifiedCheckpoint> demand = new CompletableFuture<>();
        demands.add(demand);
        return demand.orTimeout(DEMAND_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        while (!closed) {
            guarded(this::work);
        }
        if (alarm == null) {
            guarded(this::signTheEnd);
            forgetReader();
        }
        refuseDemands("the service stops");
    }

    /** Even if the service was so short-lived that nothing has been read yet. */
    private void signTheEnd() throws IOException {
        if (reader == null && logIsReady.getAsBoolean()) {
            reader = new SigningReader(settings, signer, kept, clock, seen);
        }
        if (reader != null) {
            reader.signIfChanged();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Whatever happens, the thread goes on: what was read stays read, unless it is in doubt. */
    private void guarded(Work work) {
        try {
            work.run();
        } catch (InterruptException e) {
            closed = true;
        } catch (LogAltered e) {
            suspect(e.getMessage());
        } catch (OffsetOutOfRangeException e) {
            suspect("the log has lost records that were read: " + e.getMessage());
        } catch (KafkaException | IOException | NotSigned e) {
            LOG.warn("no checkpoint can be signed; trying again", e);
            failed(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the log will be read anew, since something went wrong that should not", e);
            forgetReader();
            failed(e.toString());
        }
    }

    private void work() throws IOException {
        if (alarm != null) {
            waitForSomeone();
        } else if (reader != null) {
            followAndSign();
        } else if (logIsReady.getAsBoolean()) {
            reader = new SigningReader(settings, signer, kept, clock, seen);
        } else {
            refuseDemands(trouble);
            pause();
        }
    }

    private void followAndSign() throws IOException {
        reader.follow();
        suspectedSince = null;
        if (!demands.isEmpty()) {
            answerDemands();
        } else if (System.nanoTime() - signedAt >= interval.toNanos()) {
            reader.signIfChanged();
            signedAt = System.nanoTime();
        }
        trouble = null;
    }

    private void answerDemands() throws IOException {
        List<CompletableFuture<VerifiedCheckpoint>> answered = new ArrayList<>();
        demands.drainTo(answered);
        boolean signed = false;
        try {
            VerifiedCheckpoint checkpoint = reader.sign();
            signedAt = System.nanoTime();
            signed = true;
            // Before anybody hears of it: who was told that it is signed finds no trouble any more.
            trouble = null;
            answered.forEach(demand -> demand.complete(checkpoint));
        } finally {
            // They get to know the reason with all others.
            if (!signed) {
                demands.addAll(answered);
            }
        }
    }

    /** The log is read once more, from its start, and must hold all that was read before. */
    private void suspect(String what) {
        keepWhatWasSigned();
        if (reader != null) {
            reader.seen()
                    .filter(now ->
                            seen.isEmpty() || now.position().covers(seen.get().position()))
                    .ifPresent(now -> seen = Optional.of(now));
        }
        forgetReader();
        if (suspectedSince == null) {
            suspectedSince = System.nanoTime();
        }
        if (System.nanoTime() - suspectedSince < patience.toNanos() || !hasQuorum.getAsBoolean()) {
            LOG.warn("the log looks altered, and is read once more: {}", what);
            failed(what);
        } else {
            raise(what);
        }
    }

    /** Stays raised, whatever the log looks like afterwards; over a restart, the kept checkpoint brings it up again. */
    private void raise(String what) {
        alarm = what + ". Nothing is signed until someone has looked: run deploy/verify --checkpoint "
                + kept.file() + ". If it is as you know and want it (an older backup restored on purpose, a record that"
                + " a dying service lost), remove that file, and signing goes on; but a log that contradicts the"
                + " checkpoints beside it can only be restored";
        LOG.error("ALARM: {}", alarm);
        failed(alarm);
    }

    /** So that there is something to remove. */
    private void keepWhatWasSigned() {
        try {
            if (!kept.isThere() && reader != null) {
                reader.keepLast();
            }
        } catch (IOException e) {
            LOG.error("the last checkpoint can't be kept in {}", kept.file(), e);
        }
    }

    private void waitForSomeone() {
        if (kept.isThere()) {
            failed(alarm);
        } else {
            LOG.warn("{} was removed: the log is read anew, and signed as it is", kept.file());
            alarm = null;
            suspectedSince = null;
            seen = Optional.empty();
        }
    }

    private void forgetReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private void failed(String reason) {
        trouble = reason;
        signedAt = System.nanoTime() - interval.toNanos();
        refuseDemands(reason);
        pause();
    }

    private synchronized void pause() {
        try {
            if (!closed) {
                wait(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void refuseDemands(String reason) {
        List<CompletableFuture<VerifiedCheckpoint>> refused = new ArrayList<>();
        demands.drainTo(refused);
        refused.forEach(demand -> demand.completeExceptionally(new IllegalStateException(reason)));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            if (!thread.join(CLOSE_WITHIN)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The log is not what was signed, or its end is none that our services leave: an alarm, for a person. */
    static final class LogAltered extends RuntimeException {
        LogAltered(String message) {
            super(message);
        }
    }

    /** Not this time. */
    static final class NotSigned extends RuntimeException {
        NotSigned(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
