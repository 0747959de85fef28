package org.accrual.chaos.fleet;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.accrual.chaos.process.Java;
import org.accrual.chaos.process.OsProcess;

/** One command service, run as it ships, in a process of its own. */
public final class CommandService {
    private static final int HEAP_MIB = 640;

    private final int number;
    private final URI address;
    private final List<String> command;
    private final Path log;
    private OsProcess process;
    private volatile boolean trusted;

    CommandService(int number, int port, List<String> arguments, Path log) {
        this.number = number;
        this.address = URI.create("http://127.0.0.1:" + port);
        this.command = Java.command(HEAP_MIB, arguments);
        this.log = log;
    }

    public int number() {
        return number;
    }

    public URI address() {
        return address;
    }

    /** Its process; another one after each start. */
    public OsProcess process() {
        return process;
    }

    public void start() {
        process = OsProcess.start(command, log);
    }

    /** Whether commands should be sent here, as far as a look at its health said lately. */
    boolean isTrusted() {
        return trusted;
    }

    /** It did not answer: send nothing until the next look says otherwise. */
    public void distrust() {
        trusted = false;
    }

    void trust(boolean healthy) {
        trusted = healthy;
    }

    @Override
    public String toString() {
        return "command service " + number;
    }
}
