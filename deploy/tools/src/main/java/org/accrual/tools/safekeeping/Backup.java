package org.accrual.tools.safekeeping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.accrual.broker.DiskFailed;
import org.accrual.log.audit.KeyAudit;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.accrual.log.format.LogGapException;
import org.accrual.standalone.CommandLines;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code deploy/backup}: a consistent copy of the log and the wrapped keys, taken while commands are served. */
@Command(
        name = "deploy/backup",
        sortOptions = false,
        description =
                "Copies into one file the log of the Accrual that runs on DIR or, if none does, the one kept there.")
final class Backup implements Callable<Integer> {
    private static final int FAILED = 1;

    @Mixin
    private SourceOptions log;

    @Parameters(paramLabel = "FILE", description = "the backup to make; it must not exist")
    private Path file;

    public static void main(String[] arguments) {
        System.exit(CommandLines.of(new Backup()).execute(arguments));
    }

    @Override
    public Integer call() {
        Source source = log.source();
        try (OpenLog open = OpenLog.open(source);
                TopicReader reader = new TopicReader(open.clientProperties())) {
            Copied copied = backup(reader, file, Instant.now().truncatedTo(ChronoUnit.MICROS));
            System.out.println(KeysBeside.toKeep(source, copied.masterKeyIds()));
            System.out.println("backed up " + copied.counts());
            return 0;
        } catch (DiskFailed e) {
            System.err.println(e.getMessage());
            return DiskFailed.EXIT_CODE;
        } catch (IOException | UncheckedIOException | KafkaException | LogGapException e) {
            System.err.println("no backup was made: " + e.getMessage());
            return FAILED;
        }
    }

    /** What was copied, for people. */
    record Copied(String counts, List<String> masterKeyIds) {}

    /**
     * The order makes it consistent: a checkpoint speaks of events written before it, and an event's key is durable
     * before the event. So checkpoints come first, keys last, and whatever is written meanwhile does no harm.
     *
     * @param now goes into the file
     * @throws IOException if there is no log, the file can't be written, or a key is lost that a record needs: what is
     *     left could not be restored
     */
    static Copied backup(TopicReader reader, Path file, Instant now) throws IOException {
        int partitions = reader.partitions(LogTopics.STUDY_EVENTS.topicName());
        if (partitions == 0) {
            throw new IOException("there is no topic " + LogTopics.STUDY_EVENTS.topicName());
        }
        LogReplay replay = new LogReplay(partitions);
        KeyAudit keys = new KeyAudit();
        try (BackupFile.Writer out = new BackupFile.Writer(file, partitions)) {
            copy(reader, LogTopics.CHECKPOINTS, write(out));
            copy(
                    reader,
                    LogTopics.STUDY_EVENTS,
                    write(out).andThen(replay::read).andThen(keys::readEvent));
            copy(reader, LogTopics.PATIENT_KEYS, write(out).andThen(keys::readKey));
            LogReplay.requireKeys(keys);
            out.finish(replay.state(now).text());
        }
        return new Copied(replay.counts() + ", " + keys.summary(), keys.masterKeyIds());
    }

    private static void copy(TopicReader reader, LogTopics topic, Consumer<ConsumerRecord<byte[], byte[]>> take) {
        if (reader.partitions(topic.topicName()) > 0) {
            reader.read(topic.topicName(), take);
        }
    }

    private static Consumer<ConsumerRecord<byte[], byte[]>> write(BackupFile.Writer out) {
        return record -> {
            try {
                out.record(record);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
