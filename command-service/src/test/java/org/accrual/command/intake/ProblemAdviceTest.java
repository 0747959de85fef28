package org.accrual.command.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.accrual.command.eventstore.AppendConflict;
import org.accrual.command.eventstore.EventStoreFailure;
import org.accrual.command.eventstore.OutcomeUnknown;
import org.accrual.command.eventstore.RecordNotAuthorized;
import org.accrual.command.eventstore.RecordTooLarge;
import org.accrual.command.eventstore.StoreUnavailable;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpStatus;

class ProblemAdviceTest {
    private final ProblemAdvice advice = new ProblemAdvice();

    @Test
    void whatMaySucceedLaterSaysWhenToTryAgain() {
        for (EventStoreFailure failure : Arrays.asList(
                new AppendConflict("x"),
                new OutcomeUnknown("x"),
                new StoreUnavailable("x"),
                new RecordNotAuthorized("x"))) {
            var answer = advice.failed(failure);
            assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
            assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("2");
            assertThat(answer.getBody().getType().toString()).startsWith("urn:accrual:problem:");
        }
    }

    @Test
    void whatIsTooLargeForTheLogIsTheSendersToMend() {
        assertThat(advice.failed(new RecordTooLarge("x")).getStatusCode()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
    }

    @ParameterizedTest
    @EnumSource
    void everyRefusalIsTheSendersToMendAndSaysWhichRule(Reason reason) {
        var problem = Problems.of(new Refusal(reason, "because", "date"));
        assertThat(HttpStatus.valueOf(problem.getStatus()).is4xxClientError()).isTrue();
        assertThat(problem.getTitle()).isEqualTo(reason.sentence());
        assertThat(problem.getType().toString()).isEqualTo("urn:accrual:problem:" + reason.slug());
        assertThat(problem.getProperties())
                .containsEntry("reason", reason.name())
                .containsEntry("field", "date");
    }
}
