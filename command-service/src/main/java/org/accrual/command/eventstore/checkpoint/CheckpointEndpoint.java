package org.accrual.command.eventstore.checkpoint;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.accrual.log.audit.Checkpoint;
import org.accrual.log.audit.VerifiedCheckpoint;
import org.accrual.web.problem.Problem;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A checkpoint on demand: before a backup, or at the end of a study. */
@RestController
@ConditionalOnProperty(CheckpointConfiguration.KEY_FILE)
class CheckpointEndpoint {
    static final String PATH = "/api/checkpoints";

    private final CheckpointWriter writer;

    CheckpointEndpoint(CheckpointWriter writer) {
        this.writer = writer;
    }

    /**
     * @param number among this signer's checkpoints
     * @param position up to which the log is signed
     */
    record Signed(long number, Instant time, String position, int chains) {}

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    CompletableFuture<Signed> sign() {
        return writer.sign().thenApply(VerifiedCheckpoint::checkpoint).thenApply(CheckpointEndpoint::signed);
    }

    /** The checkpoint itself, with its signature: a copy to keep, against which {@code deploy/verify} checks the log. */
    @PostMapping(path = PATH, produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    CompletableFuture<String> signForKeeping() {
        return writer.sign().thenApply(VerifiedCheckpoint::text);
    }

    private static Signed signed(Checkpoint checkpoint) {
        return new Signed(
                checkpoint.number(),
                checkpoint.time(),
                checkpoint.position().toString(),
                checkpoint.chains().size());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notSigned(IllegalStateException e) {
        return unavailable(e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notSigned(TimeoutException e) {
        return unavailable(writer.trouble().orElse("the log was not signed in time"));
    }

    private static ResponseEntity<ProblemDetail> unavailable(String reason) {
        return Problem.NOT_SIGNED.answer(reason);
    }
}
