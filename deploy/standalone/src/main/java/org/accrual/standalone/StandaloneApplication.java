package org.accrual.standalone;

import java.nio.file.Path;
import org.accrual.broker.DamagedLog;
import org.accrual.broker.DiskFailed;
import org.accrual.command.CommandServiceConfiguration;
import org.accrual.query.QueryServiceConfiguration;
import org.accrual.standalone.issuer.People;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Both services, their backends and an issuer in one process on one port.
 *
 * <p>{@code --demo} and {@code --exit} are the settings {@code accrual.demo} and {@code accrual.exit}. The demo is an
 * {@code ApplicationRunner}: it runs once the address is announced and answers. With {@code --exit} the process ends
 * after it, with the code of the demo's {@code ExitCodeGenerator}.
 */
@SpringBootApplication
@Import({CommandServiceConfiguration.class, QueryServiceConfiguration.class})
public class StandaloneApplication {
    private static final int FAILED = 1;

    public static void main(String[] arguments) {
        int code = CommandLines.of(new Start(StandaloneApplication::run)).execute(arguments);
        // What was started goes on by itself.
        if (code != 0) System.exit(code);
    }

    private static int run(Options options) {
        try {
            ConfigurableApplicationContext context = start(options);
            if (options.exit()) System.exit(SpringApplication.exit(context));
            return 0;
        } catch (HttpPort.Taken | DataDirectory.Unusable | DamagedLog e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (RuntimeException e) {
            // Spring has told why it could not start; backends' threads must not keep a half-started process alive.
            return DiskFailed.isUnwritable(options.data()) ? diskFailed(options.data(), e) : FAILED;
        }
    }

    /** Whatever came of it first: that is what somebody has to look at. */
    private static int diskFailed(Path data, RuntimeException e) {
        System.err.println(new DiskFailed(data, e).getMessage());
        return DiskFailed.EXIT_CODE;
    }

    /**
     * Starts everything and, if the options ask for it, runs the demo to its end.
     *
     * @throws HttpPort.Taken if the port is; then nothing was made
     * @throws DiskFailed if the data directory's disk is full or read-only
     * @throws DamagedLog if Kafka would cut off whole records of the log
     * @throws DataDirectory.Unusable if another process works on the data directory, it can't be written, or it has lost
     *     its master key
     */
    static ConfigurableApplicationContext start(Options options) {
        // Axon would phone home.
        System.setProperty("axoniq.update-checker.disabled", "true");
        int port = HttpPort.of(options);
        DataDirectory data = DataDirectory.open(options.data());
        requirePeople(data);
        SpringApplication application = new SpringApplication(StandaloneApplication.class);
        application.addInitializers(
                new StandaloneSettings(data.masterKey(), data.checkpointKey(), options, port),
                new EmbeddedBackends(data));
        return application.run();
    }

    /** A slip in the file is said by itself, before anything starts. */
    private static void requirePeople(DataDirectory data) {
        try {
            People.open(data.people());
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }
}
