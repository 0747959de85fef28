package org.accrual.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded MongoDB-protocol server and its file. After a hard kill the file may hold a position without all of the
 * documents written before it, since its collections reach the disk one by one. So a file that was not closed is thrown
 * away: the log has everything that was in it.
 *
 * <p>Who connects needs the password in {@link #uri}. It is made anew at each start and known to this process alone.
 */
final class EmbeddedViews implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedViews.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final String USER = "views";
    private static final int PASSWORD_BYTES = 32;
    private static final int WAITING_CONNECTIONS_MAX = 100;
    private static final int CLOSE_WITHIN_SECONDS = 5;

    private final H2Backend backend;
    private final Path closed;
    private final String password = password();
    private final MultiThreadIoEventLoopGroup threads = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel channel;

    private EmbeddedViews(H2Backend backend, Path closed) {
        this.backend = backend;
        this.closed = closed;
        this.channel = listen();
    }

    /** @param file where the views are kept; its directory need not exist yet */
    static EmbeddedViews open(Path file) {
        Path closed = file.resolveSibling("closed");
        try {
            OwnerOnly.directory(file.getParent());
            if (!Files.deleteIfExists(closed) && Files.deleteIfExists(file))
                LOG.warn("Accrual was not stopped cleanly: its views are built again from the log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EmbeddedViews(new H2Backend(file.toString()), closed);
    }

    /** Where the driver connects, password included. */
    String uri() {
        return "mongodb://%s:%s@%s:%d/accrual?authMechanism=PLAIN"
                .formatted(USER, password, LOOPBACK, ((InetSocketAddress) channel.localAddress()).getPort());
    }

    private static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The library's own server has no place for a doorkeeper. */
    private Channel listen() {
        // As the driver says it: for whom, who, and the password.
        byte[] secret = String.join("\0", USER, USER, password).getBytes(UTF_8);
        return new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, WAITING_CONNECTIONS_MAX)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        ViewsDoorkeeper doorkeeper = new ViewsDoorkeeper(secret);
                        connection
                                .pipeline()
                                .addLast(
                                        new MongoWireReplyEncoder(),
                                        new MongoWireMessageEncoder(),
                                        doorkeeper.threshold(),
                                        new MongoWireProtocolHandler(),
                                        doorkeeper,
                                        new MongoDatabaseHandler(backend, connections),
                                        new MongoExceptionHandler());
                    }
                })
                .bind(new InetSocketAddress(LOOPBACK, 0))
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public void close() throws IOException {
        channel.close().syncUninterruptibly();
        threads.shutdownGracefully(0, CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
        backend.close();
        Files.createFile(closed);
    }
}
