package org.accrual.standalone.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.accrual.standalone.OwnerOnly;
import org.accrual.study.words.Role;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The people of a standalone Accrual, kept in a file that only its owner can read. Whoever may edit that file decides
 * who may sign in; an edit counts from the next start on.
 */
public final class People {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** 144 bits: nobody guesses that, so nothing has to slow guessing down. */
    private static final int PASSWORD_BYTES = 18;

    private final List<Person> all;

    private People(List<Person> all) {
        this.all = all;
    }

    /**
     * Reads the file; makes it first if it is missing, with the first people that {@link FirstPeople} names. A missing
     * password or subject is made up and written back.
     *
     * @throws IllegalStateException if the file is no list of people, or two share a user name or a subject
     * @throws UncheckedIOException if it can't be read or written
     */
    public static People open(Path file) {
        try {
            boolean first = !Files.exists(file);
            List<Person> written = first ? FirstPeople.list() : parse(file);
            List<Person> complete = written.stream().map(People::completed).toList();
            if (!complete.equals(written)) {
                OwnerOnly.write(file, JSON.writeValueAsBytes(complete));
            }
            requireDistinct(file, complete);
            return new People(complete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The people of a running Accrual: the file must exist. */
    public static People read(Path file) throws IOException {
        return new People(parse(file));
    }

    public List<Person> all() {
        return all;
    }

    public Optional<Person> named(String user) {
        return all.stream().filter(person -> person.user().equals(user)).findFirst();
    }

    /** The first person with this role. */
    public Optional<Person> with(Role role) {
        return all.stream().filter(person -> person.has(role)).findFirst();
    }

    /**
     * The first person with this role whose centers name this one.
     *
     * @param center {@code study/center}
     */
    public Optional<Person> with(Role role, String center) {
        return all.stream()
                .filter(person -> person.has(role) && person.worksAt(center))
                .findFirst();
    }

    private static List<Person> parse(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), new TypeReference<List<Person>>() {});
        } catch (JacksonException e) {
            throw new IllegalStateException(file + " is no list of people: " + e.getOriginalMessage(), e);
        }
    }

    private static Person completed(Person person) {
        Person known =
                person.subject() == null ? person.withSubject(UUID.randomUUID().toString()) : person;
        return known.password() == null ? known.withPassword(randomPassword()) : known;
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void requireDistinct(Path file, List<Person> people) {
        Set<String> seen = new HashSet<>();
        for (Person person : people) {
            if (!seen.add("user " + person.user()) || !seen.add("subject " + person.subject())) {
                throw new IllegalStateException(file + " names two people with user or subject of " + person.user());
            }
        }
    }
}
