package org.accrual.command;

import jakarta.servlet.DispatcherType;
import java.util.Map;
import org.accrual.web.access.FrontDoor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The command service alone: decides commands and is the only writer of the log. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class CommandServiceApplication {
    /** Kafka's clients would print their whole configuration; and a refused command is an answer, not a failure. */
    private static final Map<String, Object> QUIET = Map.of(
            "logging.level.org.apache.kafka",
            "WARN",
            "logging.level.org.axonframework.messaging.core.annotation.MethodInvokingMessageHandlingMember",
            "ERROR");

    public static void main(String[] args) {
        // Axon would phone home.
        System.setProperty("axoniq.update-checker.disabled", "true");
        SpringApplication application = new SpringApplication(CommandServiceApplication.class);
        application.setDefaultProperties(QUIET);
        application.run(args);
    }

    /** What is left of the paths beside the API and what runs it, while this service is alone. */
    @Bean
    @Order(100)
    SecurityFilterChain everythingElse(HttpSecurity http, FrontDoor door) throws Exception {
        return door.tokenOnly(
                http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/front/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll()));
    }
}
