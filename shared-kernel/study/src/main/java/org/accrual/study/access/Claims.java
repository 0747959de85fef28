package org.accrual.study.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Role;

/**
 * What a token says about a person, as an {@link Actor}: {@code sub}, {@code roles}, {@code studies}, {@code centers},
 * {@code disclosure}. Whatever a claim does not say is not granted.
 */
public final class Claims {
    private Claims() {}

    /**
     * @param claims of a token that has been verified already
     * @throws InvalidValue if there is no subject, or the claims have another form than text and lists of text
     */
    public static Actor actor(Map<String, ?> claims) {
        return new Actor(
                text("sub", claims.get("sub")),
                texts("roles", claims).flatMap(Claims::role).collect(Collectors.toUnmodifiableSet()),
                set("studies", claims),
                set("centers", claims),
                disclosure(text("disclosure", claims.get("disclosure"))));
    }

    private static Set<String> set(String name, Map<String, ?> claims) {
        return texts(name, claims).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> texts(String name, Map<String, ?> claims) {
        Object value = claims.get(name);
        if (value == null) return Stream.empty();
        if (value instanceof Collection<?> values) return values.stream().map(entry -> text(name, entry));
        throw new InvalidValue(name, "is no list");
    }

    /** An issuer serves other programs too: their roles mean nothing here. And no token makes anybody the SYSTEM. */
    private static Stream<Role> role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.SYSTEM && role.name().equals(name));
    }

    private static Disclosure disclosure(String name) {
        return Disclosure.RECORD_LEVEL.name().equals(name) ? Disclosure.RECORD_LEVEL : Disclosure.AGGREGATE;
    }

    private static String text(String name, Object value) {
        if (value == null || value instanceof String) return (String) value;
        throw new InvalidValue(name, "is no text");
    }
}
