package org.accrual.web.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.stereotype.Component;

/**
 * Sessions of those who signed in, and of nobody else: at most {@link #OF_ONE_PERSON} each and {@link #OF_ALL} together,
 * where the oldest ends for a new one, and each at most {@link #LIFE} long, however busy. Idle ones end by the server's
 * own {@code server.servlet.session.timeout}.
 */
@Component
public final class BoundedSessions implements SessionAuthenticationStrategy {
    static final int OF_ONE_PERSON = 5;
    static final int OF_ALL = 2_000;
    /** A working day: then one signs in again. */
    static final Duration LIFE = Duration.ofHours(10);

    private static final String OWNER = BoundedSessions.class.getName();

    private final InstantSource clock;
    /** Oldest first. */
    private final Map<HttpSession, String> owners = new LinkedHashMap<>();

    public BoundedSessions() {
        this(InstantSource.system());
    }

    BoundedSessions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void onAuthentication(Authentication person, HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession();
        superfluous(person.getName(), session).forEach(HttpSession::invalidate);
        session.setAttribute(OWNER, new Owner(person.getName()));
    }

    /** Ends the session that the request brings if it has lived its life. */
    public void endIfOld(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null && clock.millis() - session.getCreationTime() > LIFE.toMillis()) session.invalidate();
    }

    synchronized int count() {
        return owners.size();
    }

    /** Those that end so that another one finds its place. */
    private synchronized List<HttpSession> superfluous(String person, HttpSession newOne) {
        List<HttpSession> own = owners.entrySet().stream()
                .filter(it -> it.getValue().equals(person) && it.getKey() != newOne)
                .map(Map.Entry::getKey)
                .toList();
        Stream<HttpSession> oldestOwn = own.stream().limit(Math.max(0, own.size() + 1 - OF_ONE_PERSON));
        Stream<HttpSession> oldestOfAll =
                owners.keySet().stream().filter(it -> it != newOne).limit(Math.max(0, owners.size() + 1 - OF_ALL));
        return Stream.concat(oldestOwn, oldestOfAll).distinct().toList();
    }

    private synchronized void add(HttpSession session, String person) {
        owners.put(session, person);
    }

    private synchronized void remove(HttpSession session, String person) {
        owners.remove(session, person);
    }

    /** Hears of it when its session ends, for whatever reason. */
    private final class Owner implements HttpSessionBindingListener {
        private final String person;

        Owner(String person) {
            this.person = person;
        }

        @Override
        public void valueBound(HttpSessionBindingEvent event) {
            add(event.getSession(), person);
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            remove(event.getSession(), person);
        }
    }
}
