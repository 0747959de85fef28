package org.accrual.standalone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Turns the command line, and what only this process can know, into settings that win over all others. */
final class StandaloneSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String PUBLIC_URL = "accrual.public-url";

    private final Path masterKey;
    private final Path checkpointKey;
    private final Options options;
    private final int port;

    StandaloneSettings(Path masterKey, Path checkpointKey, Options options, int port) {
        this.masterKey = masterKey;
        this.checkpointKey = checkpointKey;
        this.options = options;
        this.port = port;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        Map<String, Object> settings = fromCommandLine();
        environment.getPropertySources().addFirst(new MapPropertySource("standalone", settings));
        if (!environment.containsProperty(PUBLIC_URL)) {
            settings.put(PUBLIC_URL, "http://localhost:" + port);
        }
        settings.put("spring.security.oauth2.client.registration.accrual.client-secret", UUID.randomUUID());
    }

    private Map<String, Object> fromCommandLine() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("accrual.master-key-file", masterKey.toString());
        settings.put("accrual.checkpoint-key-file", checkpointKey.toString());
        settings.put("accrual.demo", options.demo());
        settings.put("accrual.exit", options.exit());
        settings.put(HttpPort.SETTING, port);
        if (options.kafka() != null) {
            settings.put(Setting.KAFKA, options.kafka());
        }
        if (options.mongo() != null) {
            settings.put(Setting.MONGO, options.mongo());
        }
        return settings;
    }
}
