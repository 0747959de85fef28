package org.accrual.web;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.PropertySource;

/** The front door. Each service imports it; where both run in one process, there is still one door. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:web.properties")
@ComponentScan(
        basePackageClasses = WebConfiguration.class,
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class WebConfiguration {}
