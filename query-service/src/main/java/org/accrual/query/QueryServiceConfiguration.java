package org.accrual.query;

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
@PropertySource("classpath:query-service.properties")
@ComponentScan(
        basePackageClasses = QueryServiceConfiguration.class,
        // In standalone the other service may well have classes of the same name.
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        excludeFilters =
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = QueryServiceApplication.class))
public class QueryServiceConfiguration {}
