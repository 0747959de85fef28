package org.accrual.study.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A written record never changes: every payload form ever written stays here, {@code Type.revision[.what].json}. */
class GoldenFilesTest {
    private static final Path FILES = Path.of("src/test/resources/events");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isReadForEver(Path file) throws IOException {
        String[] name = file.getFileName().toString().split("\\.");
        String payload = Files.readString(file).strip();
        int revision = Integer.parseInt(name[1]);

        StudyEvent event = EventCodec.decode(name[0], revision, payload.getBytes(StandardCharsets.UTF_8));

        assertThat(EventCodec.typeOf(event)).isEqualTo(name[0]);
        if (revision == EventCodec.revisionOf(event.getClass()))
            assertThat(new String(EventCodec.encode(event), StandardCharsets.UTF_8))
                    .isEqualTo(payload);
    }

    @Test
    void everyEventHasOneInItsPresentRevision() throws IOException {
        var recorded = new TreeSet<String>();
        for (Path file : files()) {
            String[] name = file.getFileName().toString().split("\\.");
            recorded.add(name[0] + "." + name[1]);
        }
        EventCodec.types()
                .forEach((name, type) -> assertThat(recorded).contains(name + "." + EventCodec.revisionOf(type)));
    }

    @Test
    void anUnknownTypeRevisionOrFieldStopsTheReader() {
        byte[] payload =
                "{\"date\":{\"precision\":\"UNKNOWN\"},\"cause\":\"OTHER\",\"x\":1}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> EventCodec.decode("Resurrection", 1, payload))
                .isInstanceOf(EventCodec.UnreadableEvent.class)
                .hasMessageContaining("Resurrection");
        assertThatThrownBy(() -> EventCodec.decode("DeathRecorded", 2, payload))
                .isInstanceOf(EventCodec.UnreadableEvent.class)
                .hasMessageContaining("revision 2");
        assertThatThrownBy(() -> EventCodec.decode("DeathRecorded", 1, payload))
                .isInstanceOf(EventCodec.UnreadableEvent.class);
    }
}
