package org.accrual.standalone.issuer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.accrual.standalone.OwnerOnly;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who signed in, failed to, was held off, was given a token or signed out; when, and from where; never with what. Kept in
 * two files of lines in JSON that only their owner can read, each up to {@link #FILE_BYTES_MAX}: the older one goes for a
 * new one. Not in the views' database: that is thrown away and built again from the log, where none of this stands.
 */
final class SignIns {
    static final long FILE_BYTES_MAX = 4L * 1024 * 1024;

    private static final int NAME_LENGTH_MAX = 100;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final Path older;
    private final InstantSource clock;
    /** Who is held off knocks on: once a minute tells as much as a thousand times, and pushes nothing else out. */
    private final Cache<String, Boolean> heldOff = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    SignIns(Path file, InstantSource clock) {
        this.file = file;
        this.older = file.resolveSibling(file.getFileName() + ".older");
        this.clock = clock;
    }

    enum What {
        SIGNED_IN,
        TOKEN_ISSUED,
        FAILED,
        HELD_OFF,
        SIGNED_OUT
    }

    /** @param user the name that was given, whether or not somebody has it */
    record Entry(Instant at, What what, String user, String address) {}

    synchronized void record(What what, String user, String address) {
        if (what == What.HELD_OFF && heldOff.asMap().putIfAbsent(user + " " + address, true) != null) return;
        try {
            String line = JSON.writeValueAsString(new Entry(clock.instant(), what, plain(user), address)) + "\n";
            if (!Files.exists(file)) OwnerOnly.write(file, new byte[0]);
            Files.writeString(file, line, StandardOpenOption.APPEND);
            if (Files.size(file) > FILE_BYTES_MAX) Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Newest first. */
    synchronized List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        for (Path from : List.of(older, file)) entries.addAll(read(from));
        Collections.reverse(entries);
        return entries;
    }

    private static List<Entry> read(Path file) {
        try {
            if (!Files.exists(file)) return List.of();
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(line -> JSON.readValue(line, Entry.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String user) {
        String visible = user.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?");
        return visible.substring(0, Math.min(visible.length(), NAME_LENGTH_MAX));
    }
}
