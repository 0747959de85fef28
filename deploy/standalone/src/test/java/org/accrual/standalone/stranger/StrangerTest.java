package org.accrual.standalone.stranger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoClient;
import com.sun.security.auth.module.UnixSystem;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.log.clients.LogTopics;
import org.accrual.standalone.RunningStandalone;
import org.apache.kafka.clients.admin.Admin;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.springframework.util.FileSystemUtils;

/** What another user of the same machine gets at: a process of the user "nobody" tries. */
class StrangerTest {
    private static final int NOBODY = 65_534;
    private static final int PATIENCE_SECONDS = 300;
    private static final String LISTENING = "0A";

    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(
                new UnixSystem().getUid() == 0 && Files.isExecutable(Path.of("/usr/bin/setpriv")),
                "NOT TESTED: whether another user gets at the data. Only root can be somebody else, with setpriv");
        folder = Files.createTempDirectory("stranger");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void clear() throws IOException {
        if (folder != null) FileSystemUtils.deleteRecursively(folder);
    }

    /** Made by hand, as careless as it gets; and everything that is in it while it runs. */
    @Test
    void getsAtNothing() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/keys")).getParent();
        open(data);
        open(data.resolve("keys"));
        Set<Integer> before = listening();
        try (RunningStandalone accrual = new RunningStandalone(data)) {
            Set<Integer> ports = listening();
            ports.removeAll(before);
            ports.remove(accrual.address().getPort());
            // Kafka, its controller, the views.
            assertThat(ports).hasSize(3);
            List<String> outcome = tries(ports, data);
            assertThat(outcome).hasSizeGreaterThan(50).allMatch(line -> line.startsWith(Stranger.REFUSED));
        }
    }

    /** Or the above would prove nothing. */
    @Test
    void getsAtWhatIsOpen() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        open(data);
        Path file = Files.writeString(data.resolve("file"), "secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        MongoServer mongo =
                new MongoServer(new H2Backend(folder.resolve("views.mv").toString()));
        mongo.bind(new InetSocketAddress("127.0.0.1", 0));
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(LogTopics.STUDY_EVENTS.create(1, 1)))
                    .all()
                    .get();
            int views = mongo.getLocalAddress().getPort();
            List<String> outcome = tries(Set.of(broker.port(), views), data);
            assertThat(outcome.stream()
                            .filter(line -> line.startsWith(Stranger.GOT_IN))
                            .map(line ->
                                    line.substring(Stranger.GOT_IN.length()).replaceAll(" \\S*$", "")))
                    .containsExactlyInAnyOrder(
                            "kafka list",
                            "kafka write",
                            "kafka delete",
                            "mongo find",
                            "mongo write",
                            "folder list",
                            "folder write",
                            "file read",
                            "file write");
        } finally {
            mongo.shutdownNow();
        }
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private List<String> tries(Set<Integer> ports, Path data) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", programs(), Stranger.class.getName()));
        command.add(ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
        try (Stream<Path> all = Files.walk(data)) {
            all.map(Path::toString).forEach(command::add);
        }
        Path output = Files.createFile(folder.resolve("output"));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(output, UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines()
                .filter(line -> line.startsWith(Stranger.GOT_IN) || line.startsWith(Stranger.REFUSED))
                .toList();
    }

    /** A copy that he can read of what he needs: libraries often lie where only their owner can. */
    private String programs() throws Exception {
        Path copies = Files.createDirectory(folder.resolve("programs"));
        for (Class<?> part : List.of(
                Admin.class, MongoClient.class, com.mongodb.MongoException.class, BsonDocument.class, Logger.class)) {
            Path jar = Path.of(location(part));
            Files.copy(jar, copies.resolve(jar.getFileName()));
        }
        Path own = copies.resolve("own").resolve(Stranger.class.getPackageName().replace('.', '/'));
        Files.createDirectories(own);
        try (Stream<Path> classes = Files.list(
                Path.of(location(Stranger.class)).resolve(copies.resolve("own").relativize(own)))) {
            for (Path one : classes.toList()) Files.copy(one, own.resolve(one.getFileName()));
        }
        try (Stream<Path> all = Files.walk(copies)) {
            for (Path one : all.toList())
                Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return copies + "/*:" + copies.resolve("own");
    }

    private static URI location(Class<?> type) throws Exception {
        return type.getProtectionDomain().getCodeSource().getLocation().toURI();
    }

    /** The TCP ports that this process listens on. */
    private static Set<Integer> listening() throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path one : open.toList()) {
                // Some are gone again by now.
                if (Files.isSymbolicLink(one)) sockets.add(target(one));
            }
        }
        Set<Integer> ports = new HashSet<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[3].equals(LISTENING) && sockets.contains("socket:[" + fields[9] + "]"))
                    ports.add(Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16));
            }
        }
        return ports;
    }

    private static String target(Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (java.nio.file.NoSuchFileException e) {
            return "";
        }
    }
}
