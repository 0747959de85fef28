package org.accrual.query.feasibility;

import java.util.concurrent.Semaphore;
import org.accrual.query.feasibility.answer.Answer;
import org.accrual.query.feasibility.check.Feasibility;
import org.accrual.query.feasibility.question.FaultyQuestion;
import org.accrual.query.feasibility.question.QuestionFormat;
import org.accrual.study.access.Actor;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.Unanswered;
import org.springframework.stereotype.Component;

/** Takes questions of whatever way in, a few at a time. */
@Component
final class FeasibilityDesk {
    /** UTF-8. A question that is larger was not written by a person. */
    static final int QUESTION_BYTES_MAX = 64 * 1024;

    /** Each keeps a core busy. */
    private static final int MOST_AT_ONCE = 2;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** @throws Unanswered 403 for somebody without a role */
    static void requireRole(Actor actor) {
        if (actor.roles().isEmpty())
            throw new Unanswered(Problem.NOT_PERMITTED, "This takes a role; the token names none.");
    }

    /**
     * @param question UTF-8
     * @throws FaultyQuestion with everything that is wrong with it
     * @throws Unanswered if it is too large, or no place is free
     */
    Answer check(byte[] question) {
        if (question.length > QUESTION_BYTES_MAX)
            throw Unanswered.badParameter("body", "is larger than " + QUESTION_BYTES_MAX + " bytes");
        if (!places.tryAcquire())
            throw new Unanswered(Problem.BUSY, MOST_AT_ONCE + " questions are being checked already.");
        try {
            return Feasibility.of(QuestionFormat.parse(question));
        } finally {
            places.release();
        }
    }
}
