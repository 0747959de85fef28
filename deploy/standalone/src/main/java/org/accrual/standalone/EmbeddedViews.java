package org.accrual.standalone;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded MongoDB-protocol server and its file. After a hard kill the file may hold a position without all of the
 * documents written before it, since its collections reach the disk one by one. So a file that was not closed is thrown
 * away: the log has everything that was in it.
 */
final class EmbeddedViews implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedViews.class);
    private static final String LOOPBACK = "127.0.0.1";

    private final MongoServer server;
    private final Path closed;

    private EmbeddedViews(MongoServer server, Path closed) {
        this.server = server;
        this.closed = closed;
    }

    /** @param file where the views are kept; its directory need not exist yet */
    static EmbeddedViews open(Path file) {
        Path closed = file.resolveSibling("closed");
        try {
            Files.createDirectories(file.getParent());
            if (!Files.deleteIfExists(closed) && Files.deleteIfExists(file))
                LOG.warn("Accrual was not stopped cleanly: its views are built again from the log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        MongoServer server = new MongoServer(new H2Backend(file.toString()));
        server.bind(new InetSocketAddress(LOOPBACK, 0));
        return new EmbeddedViews(server, closed);
    }

    String uri() {
        return "mongodb://%s:%d/accrual"
                .formatted(LOOPBACK, server.getLocalAddress().getPort());
    }

    @Override
    public void close() throws IOException {
        server.shutdown();
        Files.createFile(closed);
    }
}
