package org.accrual.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.mongodb.MongoTimeoutException;
import org.accrual.query.views.SpoiltView;
import org.accrual.query.views.ViewsUnavailable;
import org.accrual.study.words.InvalidValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

class ProblemAnswersTest {
    private static final String SECRET = "no server at mongo-1.internal:27017";
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Failing())
            .setControllerAdvice(new ProblemAnswers())
            .build();

    @RestController
    static class Failing {
        @GetMapping("/{failure}")
        void fail(@PathVariable String failure) {
            throw switch (failure) {
                case "database" -> new MongoTimeoutException(SECRET);
                case "behind" -> new ViewsUnavailable("not there yet");
                case "spoilt" -> spoilt();
                case "value" -> new InvalidValue("study", "is empty");
                default -> throw new AssertionError(failure);
            };
        }
    }

    private static RuntimeException spoilt() {
        return SpoiltView.read("an event", () -> {
            throw new InvalidValue("doseMgPerDay", SECRET);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "database, 503, views-unavailable, true",
        "behind, 503, not-yet, true",
        "spoilt, 503, views-unavailable, true",
        "value, 400, bad-parameter, false"
    })
    void namesWhyThereIsNoAnswer(String failure, int status, String type, boolean again) throws Exception {
        MockHttpServletResponse response =
                mvc.perform(get("/" + failure)).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString())
                .contains("urn:accrual:problem:" + type + '"')
                .doesNotContain(SECRET);
        assertThat(response.containsHeader("Retry-After")).isEqualTo(again);
    }
}
