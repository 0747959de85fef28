package org.accrual.command.eventstore.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Would the simulation notice? Each of these mistakes is one that somebody could make; only the auditor's word counts. That a decision from before a
 * truncation is turned away needs a cut in the few milliseconds between looking and deciding, too rare to wait for here:
 * {@code WriterTest} holds that.
 */
class MutantTest {
    static List<Mutant> mutants() {
        return List.of(
                new Mutant(
                        "no second check after a foreign record took the head",
                        "ChainWriter.java",
                        "} else if (isStale(request.draft.condition())) {",
                        "} else if (!request.wasProposed() && isStale(request.draft.condition())) {"),
                new Mutant(
                        "no check against what is in flight",
                        "ChainWriter.java",
                        "if (request.draft.dependsOn(q.draft)) return Optional.of(q);",
                        "request.draft.dependsOn(q.draft);"),
                new Mutant(
                        "answers before the record was read back",
                        List.of(
                                new Mutant.Edit(
                                        "Request.java",
                                        "return readBack != null && attempt.isAckedUpTo(readBack.offset());",
                                        "return attempt.isAckedUpTo(0);"),
                                new Mutant.Edit("Request.java", "new AppendResult.Appended(readBack, marker);", """
                                new AppendResult.Appended(
                                        new org.accrual.log.format.LogRecord(
                                                attempt.proposal.key(),
                                                0,
                                                0,
                                                draft.record().attributes(),
                                                attempt.proposal.value(),
                                                attempt.proposal.predecessor(),
                                                attempt.proposal.hash()),
                                        marker);
                                """),
                                new Mutant.Edit(
                                        "ChainWriter.java", "open--;", "if (request.isAnswered()) return; open--;"))),
                new Mutant(
                        "takes the acknowledgement of a void copy for the record's",
                        "Request.java",
                        "attempt.isAckedUpTo(readBack.offset());",
                        "attempt.isAckedUpTo(0);"),
                new Mutant(
                        "is sure that nothing was written though what it was built on may be",
                        "ChainWriter.java",
                        "else behind.giveUpAttempt();",
                        "else behind.forgetAttempt();"),
                new Mutant(
                        "forgets that an earlier proposal may be accepted",
                        "Request.java",
                        "return doubtful;",
                        "return false;"),
                new Mutant(
                        "is sure of a refusal though another copy has left",
                        "Attempt.java",
                        "return sends == 1 && !lost && lastAckedOffset < 0;",
                        "return true;"),
                new Mutant(
                        "is sure of what Kafka turned down after it had left",
                        "ChainWriter.java",
                        "fail(request, attempt, new AppendResult.Unknown(reason));",
                        "fail(request, attempt, new AppendResult.Unavailable(reason));"),
                new Mutant(
                        "denies at the deadline what was sent",
                        "ChainWriter.java",
                        "drop(late.get(), new AppendResult.Unknown(",
                        "drop(late.get(), new AppendResult.Unavailable("),
                new Mutant("sends nothing again", "ChainWriter.java", "lost.forEach(this::send);", ""),
                new Mutant(
                        "keeps heads and history over a truncation",
                        "Writer.java",
                        "chains.clear();",
                        "chains.values().removeIf(c -> !c.isIdle());"),
                new Mutant(
                        "forgets that a command was recorded",
                        "ChainWriter.java",
                        "history.find(request.draft.command());",
                        "Optional.empty();"),
                new Mutant(
                        "lets recording time run backwards",
                        "ChainWriter.java",
                        "return last != null && now.isBefore(last) ? last : now;",
                        "return now;"),
                new Mutant(
                        "counts a stream without what is in flight",
                        "ChainWriter.java",
                        "return history.count(subjectOrNull) + ahead + 1;",
                        "return history.count(subjectOrNull) + 1;"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isCaught(Mutant mutant) throws Exception {
        assertThat(mutant.caughtWithin(100, 4_000)).as(mutant.name()).startsWith("seed ");
    }
}
