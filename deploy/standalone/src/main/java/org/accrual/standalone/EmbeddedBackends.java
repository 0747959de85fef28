package org.accrual.standalone;

import java.util.HashMap;
import java.util.Map;
import org.accrual.broker.EmbeddedBroker;
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
        onClose(context, "dataDirectoryLock", () -> {
            data.close();
            System.out.println("Accrual has stopped; everything is kept in " + data.root());
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
            addresses.put(Setting.KAFKA, startKafka(context));
        }
        onClose(context, "announcements", data::forgetAddresses);
        data.announce("kafka", environment.getRequiredProperty(Setting.KAFKA));
    }

    private String startKafka(GenericApplicationContext context) {
        // The only copy there is: every append goes to the disk before it is acknowledged.
        EmbeddedBroker broker = EmbeddedBroker.start(data.kafka(), 0, Map.of("log.flush.interval.messages", "1"));
        onClose(context, "embeddedKafka", broker::close);
        return broker.bootstrapServers();
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
