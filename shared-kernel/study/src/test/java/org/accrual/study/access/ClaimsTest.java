package org.accrual.study.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Role;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    @Test
    void readsEverythingThatATokenSays() {
        Map<String, Object> claims = Map.of(
                "sub",
                "3f",
                "roles",
                List.of("COORDINATOR"),
                "studies",
                List.of("s1"),
                "centers",
                List.of("s1/c7"),
                "disclosure",
                "RECORD_LEVEL");

        assertThat(Claims.actor(claims))
                .isEqualTo(new Actor(
                        "3f", Set.of(Role.COORDINATOR), Set.of("s1"), Set.of("s1/c7"), Disclosure.RECORD_LEVEL));
    }

    @Test
    void grantsNothingThatTheTokenDoesNotSay() {
        assertThat(Claims.actor(Map.of("sub", "3f")))
                .isEqualTo(new Actor("3f", Set.of(), Set.of(), Set.of(), Disclosure.AGGREGATE));
    }

    @Test
    void ignoresRolesOfOtherProgramsAndThePlatformsOwn() {
        assertThat(Claims.actor(Map.of("sub", "3f", "roles", List.of("SYSTEM", "offline_access", "monitor", "MONITOR")))
                        .roles())
                .containsExactly(Role.MONITOR);
    }

    @Test
    void treatsAnUnknownDisclosureAsTheLeast() {
        assertThat(Claims.actor(Map.of("sub", "3f", "disclosure", "EVERYTHING")).disclosure())
                .isEqualTo(Disclosure.AGGREGATE);
    }

    @Test
    void refusesATokenOfNobody() {
        assertThatThrownBy(() -> Claims.actor(Map.of("roles", List.of("MONITOR"))))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("sub");
    }

    @Test
    void refusesClaimsOfAnotherForm() {
        assertThatThrownBy(() -> Claims.actor(Map.of("sub", "3f", "centers", "*")))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Claims.actor(Map.of("sub", "3f", "roles", List.of(1))))
                .isInstanceOf(InvalidValue.class);
    }

    /** Whatever the log's headers can't carry is told while the token is read, not while an event is written. */
    @Test
    void refusesASubjectThatTheLogCannotName() {
        for (String subject : List.of("", " ", "a b", "a,b", "é", "x\n", "x".repeat(129)))
            assertThatThrownBy(() -> Claims.actor(Map.of("sub", subject)))
                    .as(subject)
                    .isInstanceOf(InvalidValue.class);
        for (String subject : List.of("3f", "auth0|5f-+*!~", "x".repeat(128)))
            assertThat(Claims.actor(Map.of("sub", subject)).id()).isEqualTo(subject);
    }
}
