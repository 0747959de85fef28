package org.accrual.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Apache Kafka broker (KRaft, broker and controller in one node) inside this process, reachable from this
 * machine alone. What it is given to keep stays in its directory: opened again there, perhaps on another port, it
 * serves the same records. This package is the only one that touches Kafka's internal server API.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** A free port may be taken by someone else between being found and being bound; nobody is that unlucky often. */
    private static final int ATTEMPTS_TO_BIND = 5;

    private static final String HOST = "127.0.0.1";
    private static final String CONTROLLER = "CONTROLLER";
    /** A listener that lets everybody in: for tests and measurements. */
    private static final String OPEN = "PLAINTEXT";

    private static final String CLIENTS = "CLIENTS";
    private static final Map<String, String> GUARDED = Map.of(
            "listener.security.protocol.map",
            "CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT",
            "inter.broker.listener.name",
            CLIENTS);

    private static final int NODE_ID = 1;

    private final Path directory;
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(Path directory, KafkaRaftServer server, int port) {
        this.directory = directory;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker that is open to everybody on this machine, and returns when it can be connected to. Should its files become impossible to write later, Kafka
     * ends the whole process: with a sentence on the standard error output, and {@link DiskFailed#EXIT_CODE}.
     *
     * @param directory where the broker keeps its logs; created if missing; must not be in use by another broker
     * @param port the port to listen on, or 0 for any free one
     * @param settings further broker settings (Kafka's {@code server.properties} names); they win over the defaults
     * @throws KafkaException if the broker can't start, e.g. because the given port is taken
     * @throws DiskFailed if the directory lies on a disk that is full or read-only
     * @throws DamagedLog if Kafka would cut off whole records there
     * @throws UncheckedIOException if the directory can't be written for another reason
     */
    public static EmbeddedBroker start(Path directory, int port, Map<String, String> settings) {
        return start(directory, port, OPEN, settings);
    }

    /**
     * The same, but closed to everybody whom the guard does not know.
     *
     * @throws KafkaException also if the rights can't be set
     */
    public static EmbeddedBroker startGuarded(Path directory, int port, Guard guard, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(GUARDED);
        all.putAll(guard.settings(CLIENTS, CONTROLLER));
        all.putAll(settings);
        EmbeddedBroker broker = start(directory, port, CLIENTS, all);
        try {
            guard.enact(broker.bootstrapServers());
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private static EmbeddedBroker start(Path directory, int port, String listener, Map<String, String> settings) {
        DamagedLog.requireNothingToLose(directory);
        Halt.speakFor(directory);
        try {
            return startOnAnyPort(directory, port, listener, settings);
        } catch (RuntimeException e) {
            Halt.forget(directory);
            throw DiskFailed.isUnwritable(directory) ? new DiskFailed(directory, e) : e;
        }
    }

    private static EmbeddedBroker startOnAnyPort(
            Path directory, int port, String listener, Map<String, String> settings) {
        format(directory, Uuid.randomUuid().toString(), NODE_ID);
        for (int attempt = 1; ; attempt++) {
            int listen = port == 0 ? freePort() : port;
            try {
                return new EmbeddedBroker(directory, startServer(directory, listen, listener, settings), listen);
            } catch (RuntimeException e) {
                if (port != 0 || attempt == ATTEMPTS_TO_BIND || !isPortTaken(e)) {
                    throw new KafkaException("can't start a broker at " + HOST + ":" + listen, e);
                }
            }
        }
    }

    /** Starts a broker with the default settings; see {@link #start(Path, int, Map)}. */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, Map.of());
    }

    /** The address for clients, {@code host:port}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Stops the broker cleanly and returns when its files are closed. Closing twice does nothing more. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        Halt.forget(directory);
    }

    private static KafkaRaftServer startServer(
            Path directory, int port, String listener, Map<String, String> settings) {
        Properties properties = defaults(directory, port, listener, freePort());
        properties.putAll(settings);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException | Error e) {
            // Release the directory and whatever was bound already: the caller may try again.
            server.shutdown();
            server.awaitShutdown();
            throw e;
        }
    }

    private static Properties defaults(Path directory, int port, String listener, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", String.valueOf(NODE_ID),
                "listeners", "%s://%s:%d,CONTROLLER://%s:%d".formatted(listener, HOST, port, HOST, controllerPort),
                "advertised.listeners", "%s://%s:%d".formatted(listener, HOST, port),
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names", CONTROLLER,
                "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, HOST, controllerPort),
                "log.dirs", directory.toAbsolutePath().toString()));
        // One node holds every replica there is.
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1"));
        // There is nobody to hand a partition over to, and so nothing to wait for (up to five minutes) when stopping.
        properties.put("controlled.shutdown.enable", "false");
        // So the controller does not hear that the broker stops: started again, it is another one of the same number,
        // until the session of the first is over.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "1000");
        // A topic that springs up by a typing error would not have the settings that the log needs.
        properties.put("auto.create.topics.enable", "false");
        // A single site's load: the cleaner's default buffer alone would take 128 MiB of the heap.
        properties.putAll(Map.of(
                "log.cleaner.dedupe.buffer.size", "2097152",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2",
                "group.initial.rebalance.delay.ms", "0"));
        return properties;
    }

    /** Prepares a directory for a node, unless it is one already. */
    static void format(Path directory, String clusterId, int nodeId) {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(directory);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setClusterId(clusterId)
                    .setNodeId(nodeId)
                    .addDirectory(directory.toAbsolutePath().toString())
                    .setMetadataLogDirectory(directory.toAbsolutePath().toString())
                    .setControllerListenerName(CONTROLLER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new KafkaException("can't prepare " + directory + " for a broker", e);
        }
    }

    private static boolean isPortTaken(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
