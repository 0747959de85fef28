package org.accrual.web.edge;

import java.util.stream.Stream;
import org.springframework.core.MethodParameter;

/** Whoever resolves a controller's argument from query parameters says from which. */
public interface TakesParameters {
    /** @return the names that this argument is made of; none if it is not one of this resolver's */
    Stream<String> namesFor(MethodParameter argument);
}
