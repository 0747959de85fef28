package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** One thing to compute of the groups, as declared; each kind has its own form. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public interface Analysis {
    String name();

    String title();

    /** By their names; empty for none. */
    List<? extends Enum<?>> tests();
}
