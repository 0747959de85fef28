package org.accrual.standalone.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.accrual.standalone.OwnerOnly;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What passwords are checked against: their hashes, in a file of their own. A password that stands in
 * {@code people.json} is taken over at the start after that file was written, and may be deleted there: it is an import,
 * not the store.
 */
final class Accounts {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Map<String, String> hashes;

    private Accounts(Map<String, String> hashes) {
        this.hashes = hashes;
    }

    /** @throws UncheckedIOException if the file can't be read */
    static Accounts read(Path file) {
        try {
            if (!Files.exists(file)) return new Accounts(Map.of());
            return new Accounts(JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, String>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> users() {
        return hashes.keySet();
    }

    /** As the password encoder wants it; nothing for whoever has no account. */
    Optional<String> hash(String user) {
        return Optional.ofNullable(hashes.get(user));
    }

    /**
     * These accounts with the passwords that {@code people.json} brings, if it was written since the last time; without
     * those of people who are no longer in it.
     */
    Accounts with(People people, Path imported, Path file, PasswordEncoder encoder) {
        try {
            boolean taken = Files.exists(file)
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(imported)) > 0;
            if (taken) return this;
            // Each costs a moment, as it has to; people share the processors.
            Map<String, String> all = people.all().parallelStream()
                    .collect(Collectors.toConcurrentMap(Person::user, person -> hash(person, encoder)));
            OwnerOnly.write(file, JSON.writeValueAsBytes(new TreeMap<>(all)));
            return new Accounts(Map.copyOf(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String hash(Person person, PasswordEncoder encoder) {
        String known = hashes.get(person.user());
        boolean keep = known != null && (person.password() == null || encoder.matches(person.password(), known));
        return keep ? known : encoder.encode(person.password());
    }
}
