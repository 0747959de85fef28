package org.accrual.web.edge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much anybody may ask for; settings under {@code accrual.limits}. A burst is ten seconds' worth. The defaults leave
 * room for a script that enters a registry, and none for one that takes the service from everybody else.
 *
 * @param requestsPerSecondOfPerson of whoever is signed in
 * @param requestsPerSecondOfAddress of all people together who come from one address, such as a hospital's
 * @param requestTime in which a request has to arrive as a whole
 */
@ConfigurationProperties("accrual.limits")
record Limits(
        @DefaultValue("1000") int requestsPerSecondOfPerson,
        @DefaultValue("5000") int requestsPerSecondOfAddress,
        @DefaultValue("30s") Duration requestTime) {

    Limits {
        if (requestsPerSecondOfPerson < 1 || requestsPerSecondOfAddress < 1 || requestTime.toMillis() < 1)
            throw new IllegalArgumentException("accrual.limits: each is at least 1");
    }
}
