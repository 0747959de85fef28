package org.accrual.web.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.Unanswered;

/** Counts what each asker asks for; whoever has been quiet for a minute has a full bucket again, and is forgotten. */
final class Buckets {
    private static final int BURST_SECONDS = 10;
    /** More askers at a time than an attacker could gain from: the quietest are forgotten first. */
    private static final int ASKERS_MAX = 20_000;

    private final String whose;
    private final Bandwidth bandwidth;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(ASKERS_MAX)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();

    /** @param whose as the refusal says it */
    Buckets(String whose, int perSecond) {
        this.whose = whose;
        bandwidth = Bandwidth.builder()
                .capacity((long) perSecond * BURST_SECONDS)
                .refillGreedy(perSecond, Duration.ofSeconds(1))
                .build();
    }

    /** @throws Unanswered 429 if the asker's bucket is empty */
    void take(String asker) {
        Bucket bucket =
                buckets.get(asker, _ -> Bucket.builder().addLimit(bandwidth).build());
        if (!bucket.tryConsume(1))
            throw new Unanswered(
                    Problem.TOO_MANY_REQUESTS,
                    bandwidth.getRefillTokens() + " a second are answered for " + whose + ".");
    }
}
