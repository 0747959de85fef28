package org.accrual.command;

import org.accrual.web.WebConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** What standalone imports: everything of this service but its own main class. */
@Configuration(proxyBeanMethods = false)
@Import(WebConfiguration.class)
@PropertySource("classpath:command-service.properties")
@ComponentScan(
        basePackageClasses = CommandServiceConfiguration.class,
        // In standalone the other service may well have classes of the same name.
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        excludeFilters =
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = CommandServiceApplication.class))
public class CommandServiceConfiguration {}
