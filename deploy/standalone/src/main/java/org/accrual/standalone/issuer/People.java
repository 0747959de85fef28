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
import java.util.stream.Collectors;
import org.accrual.standalone.DataDirectory;
import org.accrual.standalone.OwnerOnly;
import org.accrual.study.events.JsonFault;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Role;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The people of a standalone Accrual, kept in a file that only its owner can read. Whoever may edit that file decides
 * who may sign in; an edit counts from the next start on.
 */
public final class People {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** 144 bits: nobody guesses that. */
    private static final int PASSWORD_BYTES = 18;

    private final List<Person> all;

    private People(List<Person> all) {
        this.all = all;
    }

    /**
     * Reads the file; makes it first if it is missing, with the first people that {@link FirstPeople} names. A missing
     * password or subject is made up and written back.
     *
     * @throws DataDirectory.Unusable if the file is no list of people, or two share a user name or a subject; it names
     *     line and field
     * @throws UncheckedIOException if it can't be read or written
     */
    public static People open(Path file) {
        return open(file, Set.of());
    }

    /** @param known users who have a password elsewhere, and need none here */
    static People open(Path file, Set<String> known) {
        try {
            boolean first = !Files.exists(file);
            List<Person> written = first ? FirstPeople.list() : parse(file);
            List<Person> complete =
                    written.stream().map(person -> completed(person, known)).toList();
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
        byte[] json = Files.readAllBytes(file);
        try {
            return JSON.readValue(json, new TypeReference<List<Person>>() {});
        } catch (JacksonException e) {
            throw new DataDirectory.Unusable(file + ", line " + line(json, e) + ": " + problem(e), e);
        }
    }

    /** A person's own checks know the field, and the list only whose it is. */
    private static String problem(JacksonException e) {
        InvalidValue fault = JsonFault.of(e);
        return e.getCause() instanceof InvalidValue own ? fault.field() + ": " + own.getMessage() : fault.getMessage();
    }

    /** Where the field stands: a record is made at its end, and there Jackson notices what does not fit. */
    private static int line(byte[] json, JacksonException e) {
        String field = e.getPath().stream()
                .map(step -> "/" + (step.getPropertyName() == null ? step.getIndex() : step.getPropertyName()))
                .collect(Collectors.joining());
        try (JsonParser parser = JSON.createParser(json)) {
            while (!field.isEmpty() && parser.nextToken() != null) {
                if (parser.streamReadContext().pathAsPointer().toString().equals(field))
                    return parser.currentTokenLocation().getLineNr();
            }
        } catch (JacksonException brokenBeforeIt) {
            return brokenBeforeIt.getLocation().getLineNr();
        }
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }

    private static Person completed(Person person, Set<String> withPassword) {
        Person known =
                person.subject() == null ? person.withSubject(UUID.randomUUID().toString()) : person;
        boolean complete = known.password() != null || withPassword.contains(known.user());
        return complete ? known : known.withPassword(randomPassword());
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
                throw new DataDirectory.Unusable(
                        file + " names two people with user or subject of " + person.user(), null);
            }
        }
    }
}
