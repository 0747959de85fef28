package org.accrual.chaos.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.accrual.chaos.process.Java;
import org.accrual.chaos.process.OsProcess;

/** One broker of the cluster, as a process that can be ended and started again on what it had kept. */
public final class Broker {
    private static final int HEAP_MIB = 320;

    private final int id;
    private final Path settings;
    private final Path log;
    private OsProcess process;

    Broker(int id, Path directory, String settings) {
        this.id = id;
        this.settings = directory.resolve("broker-" + id + ".properties");
        this.log = directory.resolve("broker-" + id + ".log");
        try {
            Files.writeString(this.settings, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int id() {
        return id;
    }

    /** Its process; another one after each start. */
    public OsProcess process() {
        return process;
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    void start() {
        process = OsProcess.start(
                Java.command(
                        HEAP_MIB,
                        List.of(
                                "-Daccrual.log.level=WARN",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.accrual.broker.ClusterNode",
                                settings.toString())),
                log);
    }

    @Override
    public String toString() {
        return "broker " + id;
    }
}
