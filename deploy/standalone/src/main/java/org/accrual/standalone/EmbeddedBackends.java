package org.accrual.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.broker.DiskFailed;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.broker.Guard;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts what the services need, unless the site brings its own, before any of their beans exists, and stops it after
 * the last of them is gone: so no bean ever sees its backend missing.
 */
final class EmbeddedBackends implements ApplicationContextInitializer<GenericApplicationContext> {
    private final DataDirectory data;

    EmbeddedBackends(DataDirectory data) {
        this.data = data;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        boolean ends = context.getEnvironment().getProperty("accrual.exit", Boolean.class, false);
        onClose(context, "dataDirectoryLock", () -> {
            data.close();
            // After the demo the last line is its verdict.
            if (!ends) System.out.println("Accrual has stopped; everything is kept in " + data.root());
        });
        context.getBeanFactory().registerSingleton("dataDirectory", data);
        try {
            start(context);
        } catch (RuntimeException e) {
            // A context that was never refreshed closes nothing by itself.
            context.getDefaultListableBeanFactory().destroySingletons();
            throw e;
        }
    }

    private void start(GenericApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        Map<String, Object> addresses = new HashMap<>();
        environment.getPropertySources().addFirst(new MapPropertySource("embedded", addresses));
        if (!environment.containsProperty(Setting.MONGO)) {
            addresses.put(Setting.MONGO, startMongo(context));
            // Spring asks a MongoDB for its health with a command that this server does not know.
            addresses.put("management.health.mongodb.enabled", false);
        }
        if (!environment.containsProperty(Setting.KAFKA)) {
            startKafka(context, addresses);
        }
        onClose(context, "announcements", data::forgetAddresses);
        // Last, so that whoever sees it can read the rest.
        data.announce(DataDirectory.KAFKA, environment.getRequiredProperty(Setting.KAFKA));
    }

    private void startKafka(GenericApplicationContext context, Map<String, Object> settings) {
        makeOwnerOnly(data.kafka());
        Guard guard = LogRights.guard();
        // The only copy there is: every append goes to the disk before it is acknowledged.
        EmbeddedBroker broker =
                EmbeddedBroker.startGuarded(data.kafka(), 0, guard, Map.of("log.flush.interval.messages", "1"));
        onClose(context, "embeddedKafka", broker::close);
        settings.put(Setting.KAFKA, broker.bootstrapServers());
        guard.client(LogRights.COMMAND).forEach((name, value) -> settings.put(Setting.KAFKA_CLIENT + name, value));
        guard.client(LogRights.QUERY).forEach((name, value) -> settings.put(Setting.KAFKA_READER + name, value));
        announceToOperator(guard, broker.bootstrapServers());
    }

    /** Kafka would make it as the umask says. */
    private static void makeOwnerOnly(Path directory) {
        try {
            OwnerOnly.directory(directory);
        } catch (IOException e) {
            throw DiskFailed.isUnwritable(directory) ? new DiskFailed(directory, e) : new UncheckedIOException(e);
        }
    }

    private void announceToOperator(Guard guard, String bootstrapServers) {
        data.announce(DataDirectory.KAFKA_PROPERTIES, file(bootstrapServers, guard.client(LogRights.OPERATOR)));
        data.announce(DataDirectory.KCAT, file(bootstrapServers, guard.nativeClient(LogRights.OPERATOR)));
    }

    private static String file(String bootstrapServers, Map<String, String> client) {
        return Stream.concat(
                        Stream.of("bootstrap.servers=" + bootstrapServers),
                        client.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private String startMongo(GenericApplicationContext context) {
        EmbeddedViews views = EmbeddedViews.open(data.views());
        onClose(context, "embeddedMongo", views::close);
        return views.uri();
    }

    /** Beans are destroyed in reverse order of their making: what is registered here, before all others, comes last. */
    private static void onClose(GenericApplicationContext context, String name, DisposableBean close) {
        context.getDefaultListableBeanFactory().registerDisposableBean(name, close);
    }
}
