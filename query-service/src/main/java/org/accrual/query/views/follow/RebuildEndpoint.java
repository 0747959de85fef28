package org.accrual.query.views.follow;

import java.util.Map;
import org.accrual.query.views.store.Generations;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/**
 * {@code POST /actuator/rebuild}, for administrators: has the views built anew beside those shown, which stay until the
 * new ones have caught up.
 */
@Component
@Endpoint(id = "rebuild")
final class RebuildEndpoint {
    private final Generations generations;

    RebuildEndpoint(Generations generations) {
        this.generations = generations;
    }

    /** @return the generation being built, or being built already */
    @WriteOperation
    public Map<String, Integer> rebuild() {
        return Map.of("generation", generations.rebuild().number());
    }
}
