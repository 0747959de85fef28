package org.accrual.query;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.PropertySource;

/** What standalone imports: everything of this service but its own main class. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:query-service.properties")
@ComponentScan(
        basePackageClasses = QueryServiceConfiguration.class,
        excludeFilters =
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = QueryServiceApplication.class))
public class QueryServiceConfiguration {}
