package org.accrual.command.eventstore;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.accrual.broker.ClusterNode;
import org.accrual.broker.EmbeddedBroker;
import org.apache.kafka.clients.admin.Admin;

/**
 * A cluster whose first node, the only controller and a broker, runs here; the other brokers are processes that can be
 * killed and frozen. A broker that has been silent for five seconds leads no more.
 */
final class TestCluster implements AutoCloseable {
    private final Path directory = TestBroker.directory();
    private final int port = freePort();
    private final int controllerPort = freePort();
    private final Map<Integer, Path> settings = new TreeMap<>();
    private final Map<Integer, Integer> ports = new TreeMap<>();
    private final Map<Integer, Process> others = new TreeMap<>();
    private EmbeddedBroker first;

    /** @param nodes numbered from 1 */
    TestCluster(int nodes) {
        startFirst();
        IntStream.rangeClosed(2, nodes).forEach(node -> {
            ports.put(node, freePort());
            settings.put(node, settings(node));
            start(node);
        });
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> admin.describeCluster().nodes().get().size() == nodes);
        }
    }

    /** All nodes' addresses. */
    String bootstrapServers() {
        return Stream.concat(Stream.of(port), ports.values().stream())
                .map(TestCluster::at)
                .collect(Collectors.joining(","));
    }

    /** Of one of the processes. */
    String address(int node) {
        return at(ports.get(node));
    }

    void startFirst() {
        first = EmbeddedBroker.start(
                directory,
                port,
                Map.of(
                        "listeners",
                        "PLAINTEXT://" + at(port) + ",CONTROLLER://" + at(controllerPort),
                        "controller.quorum.voters",
                        "1@" + at(controllerPort),
                        "broker.heartbeat.interval.ms",
                        "500",
                        "broker.session.timeout.ms",
                        "2000"));
    }

    void stopFirst() {
        first.close();
    }

    void start(int node) {
        others.put(node, startNode(settings.get(node)));
    }

    void kill(int node) {
        others.get(node).destroyForcibly().onExit().join();
    }

    void freeze(int node) {
        signal("STOP", node);
    }

    void thaw(int node) {
        signal("CONT", node);
    }

    private void signal(String name, int node) {
        try {
            int exit = new ProcessBuilder(
                            "kill", "-" + name, Long.toString(others.get(node).pid()))
                    .start()
                    .waitFor();
            if (exit != 0) throw new IllegalStateException("kill -" + name + " failed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path settings(int node) {
        Path data = TestBroker.directory();
        try {
            String clusterId = Files.readAllLines(directory.resolve("meta.properties")).stream()
                    .filter(line -> line.startsWith("cluster.id="))
                    .findFirst()
                    .orElseThrow();
            return Files.writeString(
                    data.resolveSibling(data.getFileName() + ".properties"),
                    String.join(
                            "\n",
                            clusterId,
                            "node.id=" + node,
                            "process.roles=broker",
                            "broker.heartbeat.interval.ms=1000",
                            "controller.quorum.voters=1@" + at(controllerPort),
                            "controller.listener.names=CONTROLLER",
                            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                            "listeners=PLAINTEXT://" + at(ports.get(node)),
                            "log.dirs=" + data,
                            "log.cleaner.dedupe.buffer.size=2097152"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process startNode(Path settings) {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ClusterNode.class.getName(),
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String at(int port) {
        return "127.0.0.1:" + port;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        others.values().forEach(Process::destroyForcibly);
        first.close();
    }
}
