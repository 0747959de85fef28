package org.accrual.standalone.issuer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes guessing slow without shutting anybody out for long: after some failures each further one costs a wait that
 * doubles, up to {@link #WAIT_MAX}. Counted for a person from one address; for an address, whomever it tries; and for a
 * person from all addresses that they never signed in from, so that who guesses from many places at once gains nothing,
 * and keeps nobody out who comes from where they always come from.
 */
final class SignInGuard {
    static final Duration WAIT_MAX = Duration.ofMinutes(1);
    static final int FREE_FROM_ONE_ADDRESS = 3;
    static final int FREE_OF_ADDRESS = 30;
    static final int FREE_FROM_STRANGE_ADDRESSES = 20;
    /** Answers that are not there yet count as failures beyond that: else a thousand guesses at once were one. */
    static final int AT_ONCE = 32;

    private static final int REMEMBERED_MAX = 50_000;
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final Duration KNOWN = Duration.ofDays(90);

    private final InstantSource clock;
    private final Cache<Object, Tries> tries = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED)
            .build();
    private final Cache<Pair, Boolean> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(KNOWN)
            .build();

    SignInGuard(InstantSource clock) {
        this.clock = clock;
    }

    private record Pair(String user, String address) {}

    private record Address(String address) {}

    private record Strangers(String user) {}

    /** @param pending begun and not answered yet */
    private record Tries(int failures, int pending, Instant until) {
        static final Tries NONE = new Tries(0, 0, Instant.MIN);
    }

    /** @return how long to wait before the next try, or nothing: then the try has begun, and its end is to be told */
    synchronized Optional<Duration> begin(String user, String address) {
        Instant now = clock.instant();
        Optional<Duration> wait = keys(user, address)
                .map(this::tries)
                .filter(it -> it.until().isAfter(now))
                .map(it -> Duration.between(now, it.until()))
                .max(Duration::compareTo);
        if (wait.isPresent()) return wait;
        if (tries(new Pair(user, address)).pending() >= AT_ONCE) return Optional.of(Duration.ofSeconds(1));
        keys(user, address).forEach(key -> change(key, 0, 1));
        return Optional.empty();
    }

    synchronized void failed(String user, String address) {
        keys(user, address).forEach(key -> change(key, 1, -1));
    }

    synchronized void succeeded(String user, String address) {
        keys(user, address).forEach(key -> change(key, 0, -1));
        var pair = new Pair(user, address);
        Tries left = tries(pair);
        tries.put(pair, new Tries(0, left.pending(), Instant.MIN));
        known.put(pair, true);
    }

    /** Neither: what was asked was no try. */
    synchronized void over(String user, String address) {
        keys(user, address).forEach(key -> change(key, 0, -1));
    }

    private Stream<Object> keys(String user, String address) {
        var pair = new Pair(user, address);
        return known.getIfPresent(pair) == null
                ? Stream.of(pair, new Address(address), new Strangers(user))
                : Stream.of(pair, new Address(address));
    }

    private Tries tries(Object key) {
        Tries found = tries.getIfPresent(key);
        return found == null ? Tries.NONE : found;
    }

    private void change(Object key, int failures, int pending) {
        Tries before = tries(key);
        int failed = before.failures() + failures;
        Instant until = failures == 0 ? before.until() : clock.instant().plus(wait(failed - free(key)));
        tries.put(key, new Tries(failed, Math.max(0, before.pending() + pending), until));
    }

    private static int free(Object key) {
        return switch (key) {
            case Pair _ -> FREE_FROM_ONE_ADDRESS;
            case Address _ -> FREE_OF_ADDRESS;
            default -> FREE_FROM_STRANGE_ADDRESSES;
        };
    }

    /** 1, 2, 4, … seconds. */
    private static Duration wait(int beyond) {
        if (beyond <= 0) return Duration.ZERO;
        Duration doubled = Duration.ofSeconds(1L << Math.min(beyond - 1, 10));
        return doubled.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : doubled;
    }
}
