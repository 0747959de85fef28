package org.accrual.query;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The query service alone: views, statistics and pages; it cannot write the log. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class QueryServiceApplication {
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(QueryServiceApplication.class);
        // Each client would print its whole configuration.
        application.setDefaultProperties(Map.of("logging.level.org.apache.kafka", "WARN"));
        application.run(args);
    }
}
