package org.accrual.web.edge;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Limits.class)
class EdgeConfiguration {
    @Bean
    WebMvcConfigurer edgeInterceptors(PersonLimit person, KnownParameters parameters) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(person);
                registry.addInterceptor(parameters);
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> impatience(Limits limits) {
        return factory -> {
            factory.addEngineValves(new Disconnect());
            factory.setProtocol(ImpatientHttp11.class.getName());
            factory.addConnectorCustomizers(connector ->
                    ((ImpatientHttp11) connector.getProtocolHandler()).setHeaderTime(limits.requestTime()));
        };
    }
}
