package org.accrual.tools.safekeeping;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.keys.FolderSync;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A copy of the log's topics in one file: gzip over the tag {@code accrual-backup/1}, the number of the events' partitions,
 * records as they were read, the state of the log that they make (a checkpoint's text, unsigned), and the SHA-256 of all
 * that. It holds patients' keys wrapped and payloads encrypted, as the log does; the master key is not in it.
 */
final class BackupFile {
    private static final String TAG = "accrual-backup/1";
    private static final int RECORD = 1;
    private static final int END = 0;
    private static final int ABSENT = -1;
    static final int BYTES_MAX = LogTopics.CHECKPOINT_BYTES_MAX;
    private static final int DIGEST_BYTES = 32;

    private BackupFile() {}

    /** Takes what a file holds, in its order. */
    interface Visitor {
        void record(ConsumerRecord<byte[], byte[]> record) throws IOException;
    }

    /**
     * What a file says of itself.
     *
     * @param partitions of the events' topic
     * @param state of the log, a checkpoint's text
     */
    record Summary(int partitions, long records, String state) {}

    /** Writes beside the file, which appears when it is whole and on disk, or not at all. */
    static final class Writer implements AutoCloseable {
        private final Path file;
        private final Path folder;
        private final Path unfinished;
        private final OutputStream digested;
        private final DataOutputStream out;
        private final MessageDigest digest = sha256();

        /** @throws IOException if there is such a file, or it can't be written */
        Writer(Path file, int partitions) throws IOException {
            if (Files.exists(file)) {
                throw new IOException(file + " exists already");
            }
            this.file = file;
            this.folder = file.toAbsolutePath().getParent();
            this.unfinished = Files.createTempFile(
                    folder,
                    "backup",
                    ".unfinished",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            this.digested = new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)));
            this.out = new DataOutputStream(new DigestOutputStream(digested, digest));
            out.writeUTF(TAG);
            out.writeInt(partitions);
        }

        /** @throws IOException if it can't be written, or could not be restored */
        void record(ConsumerRecord<byte[], byte[]> record) throws IOException {
            Restorable.require(record);
            out.writeByte(RECORD);
            out.writeUTF(record.topic());
            out.writeInt(record.partition());
            out.writeLong(record.offset());
            out.writeLong(record.timestamp());
            bytes(record.key());
            out.writeInt(record.headers().toArray().length);
            for (Header header : record.headers()) {
                out.writeUTF(header.key());
                bytes(header.value());
            }
            bytes(record.value());
        }

        void finish(String state) throws IOException {
            out.writeByte(END);
            bytes(state.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            digested.write(digest.digest());
            digested.close();
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            FolderSync.force(folder);
        }

        private void bytes(byte[] bytesOrNull) throws IOException {
            out.writeInt(bytesOrNull == null ? ABSENT : bytesOrNull.length);
            if (bytesOrNull != null) {
                out.write(bytesOrNull);
            }
        }

        @Override
        public void close() throws IOException {
            // On a full disk closing fails too, since it writes what is left.
            try {
                digested.close();
            } finally {
                Files.deleteIfExists(unfinished);
            }
        }
    }

    /** @throws IOException if it is no backup, is cut off, or was altered */
    static Summary read(Path file, Visitor visitor) throws IOException {
        MessageDigest digest = sha256();
        try (GZIPInputStream unpacked = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            DataInputStream in = new DataInputStream(new DigestInputStream(unpacked, digest));
            if (!in.readUTF().equals(TAG)) {
                throw new IOException("it does not begin with " + TAG);
            }
            int partitions = in.readInt();
            long records = 0;
            for (; in.readByte() == RECORD; records++) {
                visitor.record(record(in));
            }
            String state = new String(bytes(in).orElseThrow(), StandardCharsets.US_ASCII);
            byte[] expected = digest.digest();
            if (!MessageDigest.isEqual(expected, unpacked.readNBytes(DIGEST_BYTES)) || unpacked.read() >= 0) {
                throw new IOException("its digest differs");
            }
            return new Summary(partitions, records, state);
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + " is no whole backup: " + e.getMessage(), e);
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(DataInputStream in) throws IOException {
        String topic = in.readUTF();
        int partition = in.readInt();
        long offset = in.readLong();
        long timestamp = in.readLong();
        byte[] key = bytes(in).orElse(null);
        RecordHeaders headers = new RecordHeaders();
        for (int left = in.readInt(); left > 0; left--) {
            headers.add(in.readUTF(), bytes(in).orElse(null));
        }
        byte[] value = bytes(in).orElse(null);
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static Optional<byte[]> bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == ABSENT) {
            return Optional.empty();
        }
        if (length < 0 || length > BYTES_MAX) {
            throw new IOException("a field of " + length + " bytes");
        }
        return Optional.of(in.readNBytes(length));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
