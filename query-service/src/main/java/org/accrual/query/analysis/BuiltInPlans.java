package org.accrual.query.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.accrual.query.analysis.plan.InvalidPlan;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.Check;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Plans that come with the product: files in {@code plans/}, one for each protocol that they belong to. */
@Component
public final class BuiltInPlans {
    private static final String FILES = "classpath*:plans/*.json";

    private final Map<String, List<Plan>> byProtocol = new TreeMap<>();

    private record PlansOfProtocol(String protocol, List<JsonNode> plans) {
        PlansOfProtocol {
            Check.text("protocol", protocol);
            plans = Check.list("plans", plans);
        }
    }

    /**
     * @throws UncheckedIOException if a file can't be read
     * @throws InvalidPlan if a file holds something else: the product is broken then
     */
    public BuiltInPlans() {
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Resource file) throws IOException {
        try (InputStream json = file.getInputStream()) {
            PlansOfProtocol plans = StudyJson.MAPPER.readValue(json, PlansOfProtocol.class);
            if (byProtocol.put(
                            plans.protocol(),
                            plans.plans().stream().map(PlanFormat::parse).toList())
                    != null) throw new IllegalStateException("two files hold plans for " + plans.protocol());
        }
    }

    /** @param protocol the study's; null if it has none: then there are no plans */
    public List<Plan> of(String protocol) {
        return protocol == null ? List.of() : byProtocol.getOrDefault(protocol, List.of());
    }

    public Optional<Plan> named(String protocol, String name) {
        return of(protocol).stream().filter(plan -> plan.name().equals(name)).findFirst();
    }
}
