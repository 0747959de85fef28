package org.accrual.chaos.network;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between one command service and one broker: everything they say passes here, and here it can be cut. In
 * silence, as if the packets were dropped: connections stay, new ones are taken by nobody, and what was on its way comes
 * through when the cut heals. Or with resets, as by a firewall that answers.
 */
public final class Link implements Closeable {
    private static final int BACKLOG = 128;
    private static final int BUFFER_BYTES = 64 * 1_024;

    /** How the link is at the moment. */
    public enum State {
        OPEN,
        SILENT,
        RESETTING
    }

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private State state = State.OPEN;

    private Link(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** From one port of the loopback interface to another. */
    public static Link open(int port, int target) {
        try {
            Link link = new Link(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().start(link::accept);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized void set(State next) {
        state = next;
        if (next == State.RESETTING) sockets.forEach(Link::closeQuietly);
        notifyAll();
    }

    private synchronized boolean awaitPassage() throws InterruptedException {
        while (state == State.SILENT) wait();
        return state == State.OPEN;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void connect(Socket client) {
        try {
            if (!awaitPassage()) {
                drop(client);
                return;
            }
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(broker);
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> relay(client, broker));
            relay(broker, client);
        } catch (IOException unreachable) {
            drop(client);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a link", e);
        }
    }

    private void relay(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0 && awaitPassage(); read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // One side is gone; the other shall notice.
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a link", e);
        } finally {
            drop(from);
            drop(to);
        }
    }

    private void drop(Socket socket) {
        sockets.remove(socket);
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        set(State.RESETTING);
    }
}
