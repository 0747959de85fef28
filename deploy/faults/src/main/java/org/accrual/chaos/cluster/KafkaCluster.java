package org.accrual.chaos.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.accrual.chaos.network.Link;
import org.accrual.chaos.process.Await;
import org.accrual.chaos.process.Ports;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/**
 * Three real brokers, each a process that is controller too. Every command service has a listener of its own at each
 * broker, advertised at the {@link Link} between the two; brokers and the auditor speak to each other directly.
 */
public final class KafkaCluster implements Closeable {
    public static final int BROKERS = 3;

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration IN_SYNC_WITHIN = Duration.ofSeconds(90);
    private static final int ADMIN_TIMEOUT_MS = 5_000;
    private static final String HOST = "127.0.0.1";

    private final List<Broker> brokers = new ArrayList<>();
    private final List<Integer> internalPorts;
    /** By service, then by broker. */
    private final List<List<Integer>> linkPorts;

    private final List<List<Link>> links;
    private final Optional<SmallDisk> smallDisk;
    private final Admin admin;

    private KafkaCluster(Path directory, int services, Ports ports) {
        List<Integer> controllerPorts = ports(ports, BROKERS);
        internalPorts = ports(ports, BROKERS);
        linkPorts = table(services, _ -> ports(ports, BROKERS));
        List<List<Integer>> servicePorts = table(services, _ -> ports(ports, BROKERS));
        links = table(
                services,
                service -> table(
                        BROKERS,
                        broker -> Link.open(
                                linkPorts.get(service).get(broker),
                                servicePorts.get(service).get(broker))));
        String clusterId = Uuid.randomUuid().toString();
        smallDisk = SmallDisk.mount(data(directory, BROKERS - 1));
        for (int broker = 0; broker < BROKERS; broker++) {
            String settings = settings(broker, clusterId, data(directory, broker), controllerPorts, servicePorts);
            brokers.add(new Broker(broker + 1, directory, settings));
        }
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS));
    }

    /** Returns when the cluster has all its brokers. */
    public static KafkaCluster start(Path directory, int services, Ports ports) {
        KafkaCluster cluster = new KafkaCluster(directory, services, ports);
        try {
            cluster.brokers.forEach(Broker::start);
            Await.until("three brokers", STARTS_WITHIN, cluster::isWhole);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static <T> List<T> table(int size, IntFunction<T> entry) {
        return IntStream.range(0, size).mapToObj(entry).toList();
    }

    private static List<Integer> ports(Ports ports, int count) {
        return table(count, _ -> ports.next());
    }

    private static Path data(Path directory, int broker) {
        return directory.resolve("broker-" + (broker + 1));
    }

    private String settings(
            int broker, String clusterId, Path data, List<Integer> controllers, List<List<Integer>> services) {
        String voters = IntStream.range(0, BROKERS)
                .mapToObj(b -> (b + 1) + "@" + HOST + ":" + controllers.get(b))
                .collect(Collectors.joining(","));
        return String.join(
                "\n",
                "cluster.id=" + clusterId,
                "node.id=" + (broker + 1),
                "process.roles=broker,controller",
                "controller.quorum.voters=" + voters,
                "controller.listener.names=CONTROLLER",
                "inter.broker.listener.name=INTERNAL",
                "listeners=CONTROLLER://" + HOST + ":" + controllers.get(broker) + "," + listeners(broker, services),
                "advertised.listeners=" + listeners(broker, linkPorts),
                "listener.security.protocol.map=CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT"
                        + IntStream.range(0, services.size())
                                .mapToObj(s -> ",SERVICE" + s + ":PLAINTEXT")
                                .collect(Collectors.joining()),
                "log.dirs=" + data,
                "auto.create.topics.enable=false",
                // A dead broker is noticed after this time, not after Kafka's nine seconds.
                "broker.session.timeout.ms=3000",
                "broker.heartbeat.interval.ms=500",
                "replica.lag.time.max.ms=4000",
                // The smallest buffers: three brokers share one machine with everything else.
                "log.cleaner.dedupe.buffer.size=2097152",
                "num.network.threads=2",
                "num.io.threads=4",
                "background.threads=2",
                "");
    }

    private String listeners(int broker, List<List<Integer>> servicePorts) {
        return "INTERNAL://" + HOST + ":" + internalPorts.get(broker)
                + IntStream.range(0, servicePorts.size())
                        .mapToObj(s -> ",SERVICE" + s + "://" + HOST + ":"
                                + servicePorts.get(s).get(broker))
                        .collect(Collectors.joining());
    }

    /** For whoever is not to be cut off. */
    public String bootstrapServers() {
        return addresses(internalPorts);
    }

    /** Through the links of one service. */
    public String bootstrapServers(int service) {
        return addresses(linkPorts.get(service));
    }

    private static String addresses(List<Integer> ports) {
        return ports.stream().map(port -> HOST + ":" + port).collect(Collectors.joining(","));
    }

    public List<Broker> brokers() {
        return brokers;
    }

    public Link link(int service, Broker broker) {
        return links.get(service).get(broker.id() - 1);
    }

    public List<Link> links(int service) {
        return links.get(service);
    }

    /** The last broker's, if this user may mount one. */
    public Optional<SmallDisk> smallDisk() {
        return smallDisk;
    }

    public Broker brokerOnSmallDisk() {
        return brokers.getLast();
    }

    /** @throws IllegalStateException if the partition has no leader within a while */
    public Broker leaderOf(String topic, int partition) {
        Broker[] leader = new Broker[1];
        Await.until("a leader of partition " + partition, STARTS_WITHIN, () -> {
            leader[0] = partitions(topic)
                    .filter(p -> p.partition() == partition
                            && p.leader() != null
                            && !p.leader().isEmpty())
                    .findFirst()
                    .map(p -> brokers.get(p.leader().id() - 1))
                    .orElse(null);
            return leader[0] != null;
        });
        return leader[0];
    }

    /** Whether the cluster says that it goes on without this replica. */
    public boolean isBehind(String topic, int partition, Broker broker) {
        return partitions(topic)
                .filter(p -> p.partition() == partition)
                .anyMatch(p -> p.isr().stream().noneMatch(node -> node.id() == broker.id()));
    }

    /** Starts every broker that is down, and waits until no replica is behind. */
    public void heal(List<String> topics) {
        brokers.stream().filter(broker -> !broker.isRunning()).forEach(Broker::start);
        Await.until(
                "every replica in sync again",
                IN_SYNC_WITHIN,
                () -> isWhole() && topics.stream().allMatch(this::isInSync));
    }

    private boolean isInSync(String topic) {
        List<TopicPartitionInfo> partitions = partitions(topic).toList();
        return !partitions.isEmpty()
                && partitions.stream().allMatch(p -> p.isr().size() == BROKERS);
    }

    private boolean isWhole() {
        return ask(admin.describeCluster().nodes())
                        .map(nodes -> nodes.stream().map(Node::id).distinct().count())
                        .orElse(0L)
                == BROKERS;
    }

    private Stream<TopicPartitionInfo> partitions(String topic) {
        return ask(admin.describeTopics(List.of(topic)).allTopicNames()).stream()
                .flatMap(topics -> topics.get(topic).partitions().stream());
    }

    /** Empty while the cluster does not answer, which is what it is here for. */
    private static <T> Optional<T> ask(KafkaFuture<T> question) {
        try {
            return Optional.of(question.get(2L * ADMIN_TIMEOUT_MS, TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public void restart(Broker broker) {
        broker.start();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        brokers.stream()
                .filter(Broker::isRunning)
                .forEach(broker -> broker.process().kill());
        links.stream().flatMap(List::stream).forEach(link -> {
            try {
                link.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        smallDisk.ifPresent(SmallDisk::unmount);
    }
}
