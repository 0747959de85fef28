package org.accrual.web.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.Unanswered;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The names under which this service may be asked: its public address, further ones that a site lists, and this machine
 * itself. Any other would come back in redirects and links, as if it were ours.
 */
@Component
class PublicHosts {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    /** Asked by probes and collectors under whatever address a container has; no link leaves from there. */
    private static final List<String> OPERATIONS = List.of("/actuator/health", "/actuator/prometheus");

    private final Set<String> allowed;

    /** @param further names such as {@code command-service:8081} */
    PublicHosts(
            @Value("${accrual.public-url:}") String publicUrl,
            @Value("${accrual.further-hosts:}") List<String> further) {
        Stream<String> publicHost = publicUrl.isBlank()
                ? Stream.empty()
                : Stream.of(URI.create(publicUrl).getAuthority());
        allowed = Stream.concat(publicHost, further.stream())
                .map(PublicHosts::normal)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws Unanswered 421 for any other name */
    void require(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (OPERATIONS.stream().anyMatch(it -> path.equals(it) || path.startsWith(it + "/"))) return;
        String forwarded = request.getHeader("X-Forwarded-Host");
        if (forwarded != null)
            Arrays.stream(forwarded.split(",")).forEach(host -> require(host.strip(), request.getLocalPort()));
        // Whoever forwards a name need not say which port it stands for.
        if (forwarded == null || !forwarded.contains(request.getServerName()))
            require(request.getServerName() + ":" + request.getServerPort(), request.getLocalPort());
    }

    private void require(String host, int localPort) {
        String asked = normal(host);
        if (allowed.contains(asked)) return;
        if (THIS_MACHINE.stream().anyMatch(it -> asked.equals(normal(it + ":" + localPort)))) return;
        throw new Unanswered(
                Problem.FOREIGN_HOST, "It is not asked as " + plain(host) + "; ACCRUAL_PUBLIC_URL names it.");
    }

    /** Without the port that goes without saying: what ends TLS before us may not tell which it was. */
    private static String normal(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }

    /** As it may be repeated. */
    private static String plain(String host) {
        return host.replaceAll("[^A-Za-z0-9.:\\[\\]-]", "?").substring(0, Math.min(host.length(), 100));
    }
}
