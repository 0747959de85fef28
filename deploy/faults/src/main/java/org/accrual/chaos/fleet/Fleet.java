package org.accrual.chaos.fleet;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.accrual.chaos.cluster.KafkaCluster;
import org.accrual.chaos.process.Await;
import org.accrual.chaos.process.Java;
import org.accrual.chaos.process.OsProcess;
import org.accrual.chaos.process.Ports;

/**
 * The command services, and in front of them what a load balancer does: it looks at each one's readiness, keeps a
 * center at one service while it can, and goes elsewhere when that one does not answer.
 */
public final class Fleet implements Closeable {
    /** Enough for a survivor and for contention; more would not fit two cores beside three brokers. */
    public static final int SERVICES = 2;

    public static final int PARTITIONS = 4;

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration HEALTH_ANSWERS_WITHIN = Duration.ofMillis(750);
    /** So many commands of a hundred go to any service, so that services meet on the same center. */
    private static final int STRAY_PERCENT = 20;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(HEALTH_ANSWERS_WITHIN)
            .build();

    private final Issuer issuer = new Issuer();
    private final Path verificationKey;
    private final List<CommandService> services;
    private final List<Thread> looks;
    private volatile boolean closed;

    private Fleet(Path root, Path directory, KafkaCluster kafka, Ports ports) {
        Path jar = unpack(root, directory.resolve("command-service"));
        Path publicKey = directory.resolve("issuer.pem");
        issuer.writePublicKey(publicKey);
        Path masterKey = masterKey(directory.resolve("master.key"));
        SigningKeys signing = SigningKeys.create(directory.resolve("signing"));
        verificationKey = signing.publicKey();
        services = IntStream.range(0, SERVICES)
                .mapToObj(number -> {
                    int port = ports.next();
                    return new CommandService(
                            number,
                            port,
                            arguments(
                                    jar,
                                    port,
                                    kafka.bootstrapServers(number),
                                    publicKey,
                                    masterKey,
                                    signing.copyFor(number)),
                            directory.resolve("command-service-" + number + ".log"));
                })
                .toList();
        looks = services.stream()
                .map(service -> Thread.ofVirtual().unstarted(() -> lookAfter(service)))
                .toList();
    }

    /** Returns when all services are ready. @param root of the checkout, where the command service was built */
    public static Fleet start(Path root, Path directory, KafkaCluster kafka, Ports ports) {
        Fleet fleet = new Fleet(root, directory, kafka, ports);
        try {
            fleet.services.forEach(CommandService::start);
            fleet.looks.forEach(Thread::start);
            fleet.heal();
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    /** Unpacked, it starts in half the time that it takes as one file. */
    private static Path unpack(Path root, Path into) {
        Path packed = only(root.resolve("command-service/target"), "command-service-*-exec.jar");
        OsProcess.run(Java.command(
                128,
                List.of("-Djarmode=tools", "-jar", packed.toString(), "extract", "--destination", into.toString())));
        return only(into, "*.jar");
    }

    private static Path only(Path directory, String glob) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            for (Path file : files) return file;
            throw new IllegalStateException("no " + glob + " in " + directory + ": build it first");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path masterKey(Path file) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, HexFormat.of().formatHex(key) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> arguments(
            Path jar, int port, String kafka, Path publicKey, Path masterKey, Path signingKey) {
        return List.of(
                "-jar",
                jar.toString(),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--accrual.kafka.bootstrap-servers=" + kafka,
                "--accrual.kafka.partitions=" + PARTITIONS,
                "--accrual.kafka.replicas=" + KafkaCluster.BROKERS,
                "--accrual.master-key-file=" + masterKey,
                "--accrual.checkpoint-key-file=" + signingKey,
                // Often, so that whatever is broken meets a checkpoint on its way.
                "--accrual.checkpoint-interval=2s",
                "--spring.security.oauth2.resourceserver.jwt.public-key-location=file:" + publicKey,
                "--spring.main.banner-mode=off",
                // Killed brokers make for gigabytes of "could not be established".
                "--logging.level.org.apache.kafka=ERROR");
    }

    /** With it, records and checkpoints can be verified. */
    public Path verificationKey() {
        return verificationKey;
    }

    public List<CommandService> services() {
        return services;
    }

    public String token(String person, String role, String study, String center) {
        return issuer.token(person, role, study, center);
    }

    /** Where to send a center's command now. */
    public CommandService pick(String chain) {
        List<CommandService> trusted =
                services.stream().filter(CommandService::isTrusted).toList();
        List<CommandService> choice = trusted.isEmpty() ? services : trusted;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        boolean stray = random.nextInt(100) < STRAY_PERCENT;
        return choice.get(stray ? random.nextInt(choice.size()) : Math.floorMod(chain.hashCode(), choice.size()));
    }

    /** Starts every service that is down, and waits until all are ready. */
    public void heal() {
        services.stream().filter(service -> !service.process().isAlive()).forEach(CommandService::start);
        Await.until(
                "every command service ready",
                READY_WITHIN,
                () -> services.stream().allMatch(this::isReady));
    }

    private void lookAfter(CommandService service) {
        while (!closed) {
            service.trust(isReady(service));
            Await.pause(LOOK_EVERY);
        }
    }

    private boolean isReady(CommandService service) {
        URI health = service.address().resolve("/actuator/health/readiness");
        try {
            return http.send(
                                    HttpRequest.newBuilder(health)
                                            .timeout(HEALTH_ANSWERS_WITHIN)
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException down) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        services.stream()
                .filter(service ->
                        service.process() != null && service.process().isAlive())
                .forEach(service -> service.process().kill());
        http.close();
    }
}
