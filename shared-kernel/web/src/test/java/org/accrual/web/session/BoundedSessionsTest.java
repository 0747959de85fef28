package org.accrual.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.TestingAuthenticationToken;

class BoundedSessionsTest {
    private Instant now = Instant.now();
    private final BoundedSessions sessions = new BoundedSessions(() -> now);

    private MockHttpSession signIn(String person) {
        var request = new MockHttpServletRequest();
        var session = new MockHttpSession();
        request.setSession(session);
        sessions.onAuthentication(new TestingAuthenticationToken(person, ""), request, new MockHttpServletResponse());
        return session;
    }

    @Test
    void endTheOldestOfAPersonForANewOne() {
        MockHttpSession first = signIn("ana");
        MockHttpSession other = signIn("bea");
        for (int i = 1; i < BoundedSessions.OF_ONE_PERSON; i++) signIn("ana");
        assertThat(first.isInvalid()).isFalse();
        signIn("ana");
        assertThat(first.isInvalid()).isTrue();
        assertThat(other.isInvalid()).isFalse();
        assertThat(sessions.count()).isEqualTo(BoundedSessions.OF_ONE_PERSON + 1);
    }

    @Test
    void areNeverMoreThanTheirNumber() {
        MockHttpSession first = signIn("first");
        for (int i = 1; i <= BoundedSessions.OF_ALL; i++) signIn("p" + i);
        assertThat(first.isInvalid()).isTrue();
        assertThat(sessions.count()).isEqualTo(BoundedSessions.OF_ALL);
    }

    @Test
    void areForgottenWhenTheyEnd() {
        signIn("ana").invalidate();
        assertThat(sessions.count()).isZero();
    }

    @Test
    void endAfterAWorkingDayHoweverBusy() {
        MockHttpSession session = signIn("ana");
        var request = new MockHttpServletRequest();
        request.setSession(session);
        now = now.plus(BoundedSessions.LIFE).minusSeconds(60);
        sessions.endIfOld(request);
        assertThat(session.isInvalid()).isFalse();
        now = now.plusSeconds(120);
        sessions.endIfOld(request);
        assertThat(session.isInvalid()).isTrue();
    }
}
