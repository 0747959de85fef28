package org.accrual.web.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What a browser may load and do on any page of ours: only what comes from here, and nothing that stands in the page. */
@Component
class ContentPolicy {
    private static final String HSTS = "max-age=31536000";

    private final String policy;

    ContentPolicy(Environment environment) {
        // Signing in and out are forms whose answers lead to the issuer and back: browsers judge those redirects, too.
        String partners = Stream.of(
                        "accrual.public-url",
                        "spring.security.oauth2.client.provider.accrual.issuer-uri",
                        "spring.security.oauth2.client.provider.accrual.authorization-uri")
                .map(environment::getProperty)
                .filter(address -> address != null && !address.isBlank())
                .flatMap(ContentPolicy::origins)
                .distinct()
                .map(origin -> " " + origin)
                .collect(Collectors.joining());
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'" + partners;
    }

    /** This machine has two names. */
    private static Stream<String> origins(String address) {
        URI uri = URI.create(address);
        String origin = uri.getScheme() + "://" + uri.getAuthority();
        return Stream.of(origin, origin.replace("//localhost", "//127.0.0.1"));
    }

    void write(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        if (request.isSecure()) response.setHeader("Strict-Transport-Security", HSTS);
    }
}
