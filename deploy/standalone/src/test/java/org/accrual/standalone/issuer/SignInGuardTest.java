package org.accrual.standalone.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInGuardTest {
    private static final String HOME = "192.0.2.1";
    private static final String STRANGE = "198.51.100.7";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final SignInGuard guard = new SignInGuard(() -> now);

    /** @return whether it was let through */
    private boolean fail(String user, String address) {
        if (guard.begin(user, address).isPresent()) return false;
        guard.failed(user, address);
        return true;
    }

    private boolean succeed(String user, String address) {
        if (guard.begin(user, address).isPresent()) return false;
        guard.succeeded(user, address);
        return true;
    }

    @Test
    void makesEachFurtherFailureWaitTwiceAsLongUpToAMinute() {
        for (int i = 0; i < SignInGuard.FREE_FROM_ONE_ADDRESS; i++)
            assertThat(fail("ana", HOME)).isTrue();
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(fail("ana", HOME)).isTrue();
            assertThat(guard.begin("ana", HOME)).contains(Duration.ofSeconds(seconds));
            now = now.plusSeconds(seconds);
        }
    }

    @Test
    void letsAGuesserTryOnceAMinuteInTheLongRun() {
        long tried = IntStream.range(0, 3_600)
                .filter(_ -> {
                    now = now.plusSeconds(1);
                    return fail("ana", STRANGE);
                })
                .count();
        assertThat(tried).isLessThan(75);
    }

    @Test
    void forgetsAPersonsOwnSlips() {
        for (int i = 0; i < SignInGuard.FREE_FROM_ONE_ADDRESS; i++) fail("ana", HOME);
        assertThat(succeed("ana", HOME)).isTrue();
        assertThat(fail("ana", HOME)).isTrue();
        assertThat(succeed("ana", HOME)).isTrue();
    }

    @Test
    void keepsNobodyOutOfTheirOwnPlaceWhileStrangersGuess() {
        assertThat(succeed("ana", HOME)).isTrue();
        for (int i = 0; i < 200; i++) fail("ana", "198.51.100." + i);
        assertThat(guard.begin("ana", "203.0.113.1"))
                .as("from a place never seen")
                .isPresent();
        assertThat(succeed("ana", HOME)).as("from her own").isTrue();
        assertThat(guard.begin("bea", "203.0.113.1")).as("somebody else").isEmpty();
    }

    @Test
    void holdsOffAnAddressThatTriesManyPeople() {
        for (int i = 0; i <= SignInGuard.FREE_OF_ADDRESS; i++) fail("person-" + i, STRANGE);
        assertThat(guard.begin("yet-another", STRANGE)).isPresent();
        assertThat(guard.begin("yet-another", HOME)).isEmpty();
    }

    @Test
    void aThousandGuessesAtOnceAreNotOne() {
        long begun = IntStream.range(0, 1_000)
                .filter(_ -> guard.begin("ana", STRANGE).isEmpty())
                .count();
        assertThat(begun).isEqualTo(SignInGuard.AT_ONCE);
    }
}
