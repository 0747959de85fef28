package org.accrual.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.accrual.broker.DiskFailed;
import org.accrual.log.audit.CheckpointSigner;
import org.accrual.log.clients.KafkaClients;
import org.accrual.log.keys.FolderSync;
import org.accrual.log.keys.MasterKey;

/**
 * Everything that a standalone Accrual keeps, and where. While it is open no other process can open it: two brokers on
 * the same files would destroy the log.
 */
public final class DataDirectory implements AutoCloseable {
    /** Where the web server listens. */
    static final String ADDRESS = "address";

    /** Where the log's Kafka listens. */
    static final String KAFKA = "kafka";
    /** What an operator's programs need to be let in there: for Kafka's own clients, and for kcat. */
    static final String KAFKA_PROPERTIES = "kafka.properties";

    static final String KCAT = "kcat.conf";
    /** What {@code run/} calls the secret that its owner has tokens by. */
    public static final String OWNER = "owner";

    private static final List<String> ANNOUNCED = List.of(ADDRESS, KAFKA, KAFKA_PROPERTIES, KCAT, OWNER);

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** The directory can't be worked on; the message says why. */
    public static final class Unusable extends RuntimeException {
        public Unusable(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /**
     * Opens it to run on: see {@link #openToRestore}.
     *
     * @throws Unusable also if a restore into it was not finished
     */
    public static DataDirectory open(Path directory) {
        DataDirectory data = openToRestore(directory);
        if (Files.exists(data.restoring())) {
            data.close();
            throw new Unusable(
                    "a restore into " + data.root() + " was not finished: run deploy/restore again, or delete "
                            + data.restoring(),
                    null);
        }
        return data;
    }

    /**
     * Creates the directory if it is missing, closed to everybody but its owner, and locks it.
     *
     * @throws DiskFailed if its disk is full or read-only
     * @throws Unusable if another process holds it, it can't be closed to others, or it can't be written for another
     *     reason
     */
    public static DataDirectory openToRestore(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            OwnerOnly.directory(root);
            OwnerOnly.directory(root.resolve("run"));
            OwnerOnly.directory(root.resolve("keys"));
            DataDirectory data = new DataDirectory(root, locked(root));
            data.secure();
            // Whoever was killed could not take back where it listened.
            data.forgetAddresses();
            return data;
        } catch (IOException | UncheckedIOException e) {
            throw unusable(root, "can't use " + root + " as the data directory", e);
        }
    }

    /**
     * For tools that look at what a stopped Accrual keeps.
     *
     * @return empty if a process works on the directory
     * @throws DiskFailed if its disk is full or read-only
     * @throws IOException if there is no such directory, or it can't be written for another reason
     */
    public static Optional<DataDirectory> openIfUnused(Path directory) throws IOException {
        Path root = directory.toRealPath();
        FileChannel channel = lockFileOfATool(root);
        if (tryLock(channel) == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new DataDirectory(root, channel));
    }

    private static FileChannel lockFileOfATool(Path root) throws IOException {
        try {
            return lockFile(root);
        } catch (IOException e) {
            if (DiskFailed.isUnwritable(root)) {
                throw new DiskFailed(root, e);
            }
            throw e;
        }
    }

    private static RuntimeException unusable(Path root, String what, Exception e) {
        return DiskFailed.isUnwritable(root) ? new DiskFailed(root, e) : new Unusable(what + ": " + e, e);
    }

    public Path root() {
        return root;
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    /** Where a log lies while it is being restored: nothing starts on it. */
    public Path restoring() {
        return root.resolve("kafka.restoring");
    }

    /** Makes the restored log the directory's own, all at once. */
    public void takeRestored() throws IOException {
        OwnerOnly.secure(root);
        Files.move(restoring(), kafka(), StandardCopyOption.ATOMIC_MOVE);
        FolderSync.force(root);
    }

    /** Whoever made what lies there, by hand or from a copy: from now on it is its owner's alone. */
    private void secure() throws IOException {
        try {
            OwnerOnly.secure(root);
        } catch (OwnerOnly.Unsafe e) {
            close();
            throw new Unusable(e.getMessage(), e);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * What Kafka's clients need, address included, to read the log of the Accrual that runs here.
     *
     * @return empty while none has said where its Kafka is
     * @throws IOException if it can't be read
     */
    public static Optional<Map<String, Object>> kafkaOfRunning(Path directory) throws IOException {
        Path run = directory.resolve("run");
        if (Files.exists(run.resolve(KAFKA_PROPERTIES)))
            return Optional.of(KafkaClients.fromFile(run.resolve(KAFKA_PROPERTIES)));
        if (!Files.exists(run.resolve(KAFKA))) return Optional.empty();
        return Optional.of(
                KafkaClients.connection(Files.readString(run.resolve(KAFKA)).strip(), Map.of()));
    }

    /** The views' file. It holds nothing that can't be built again from the log. */
    Path views() {
        return root.resolve("views").resolve("views.mv");
    }

    /**
     * The key that the log is signed with; it is made before the log is.
     *
     * @throws Unusable if there is a log or a public key but no private one: with a new one, every signature until now
     *     would look forged
     */
    public Path checkpointKey() {
        Path file = root.resolve("keys").resolve("checkpoint.key");
        if (Files.exists(file)) {
            return file;
        }
        Path publicKey = file.resolveSibling("checkpoint.pub");
        if (Files.exists(kafka()) || Files.exists(publicKey)) {
            throw new Unusable(
                    file + " is missing, which belongs to " + publicKey + " and has signed the log: put it back", null);
        }
        try {
            CheckpointSigner.create(file);
            return file;
        } catch (IOException e) {
            throw unusable(root, "can't make " + file, e);
        }
    }

    /** The key that the issuer signs tokens with. */
    public Path signingKey() {
        return root.resolve("keys").resolve("signing.jwk");
    }

    /**
     * The key that all patients' keys are wrapped with; it is made before the log is.
     *
     * @throws Unusable if there is a log but no key: a new one would open nothing in it
     */
    Path masterKey() {
        Path file = root.resolve("keys").resolve("master.key");
        if (Files.exists(file)) {
            return file;
        }
        if (Files.exists(kafka())) {
            throw new Unusable(file + " is missing, without which no patient in " + kafka() + " can be read", null);
        }
        try {
            MasterKey.create(file);
            return file;
        } catch (IOException e) {
            throw unusable(root, "can't make " + file, e);
        }
    }

    /** The hashes of people's passwords. */
    public Path accounts() {
        return root.resolve("accounts.json");
    }

    /** The record of who signed in. */
    public Path signIns() {
        return root.resolve("sign-ins.jsonl");
    }

    public Path people() {
        return root.resolve("people.json");
    }

    /** Tells scripts where something listens, in {@code run/} under its name; see {@link #forgetAddresses}. */
    public void announce(String what, String text) {
        try {
            OwnerOnly.write(announcement(what), (text + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing listens any more. */
    void forgetAddresses() {
        try {
            for (String what : ANNOUNCED) Files.deleteIfExists(announcement(what));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path announcement(String what) {
        return root.resolve("run").resolve(what);
    }

    /** Lets go of the directory. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel locked(Path root) throws IOException {
        FileChannel channel = lockFile(root);
        if (tryLock(channel) == null) {
            channel.close();
            throw new Unusable(
                    "another Accrual runs on " + root + ": stop it, or give this one its own directory (--data)", null);
        }
        return channel;
    }

    private static FileChannel lockFile(Path root) throws IOException {
        return FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** @return null if anyone holds the lock, this process included */
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
