package org.accrual.query.projection;

import org.accrual.kernel.center.CenterState;
import org.accrual.kernel.language.CenterId;

/** A center of a study, as of some cut. */
public record CenterView(CenterId center, CenterState state) {}
