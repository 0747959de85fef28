package org.accrual.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/** Where Accrual will listen: known before anything is made, since the issuer's address is part of every token. */
final class HttpPort {
    static final String SETTING = "server.port";

    private HttpPort() {}

    /** The port can't be listened on; the message says why, in one line. */
    static final class Taken extends RuntimeException {
        Taken(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /**
     * The port of the command line or, if it says nothing, of the settings; a free one instead of 0.
     *
     * @throws Taken if nobody can listen there now
     */
    static int of(Options options) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        String address = environment.getRequiredProperty("server.address");
        int port = options.port() != null ? options.port() : environment.getRequiredProperty(SETTING, Integer.class);
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Taken(
                    "can't listen on " + address + ":" + port + ": " + e.getMessage()
                            + "; choose another port (--port N, 0 = any free one)",
                    e);
        }
    }
}
