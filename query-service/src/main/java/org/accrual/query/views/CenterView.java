package org.accrual.query.views;

import org.accrual.study.administration.CenterState;
import org.accrual.study.words.CenterId;

/** A center of a study, as of some cut. */
public record CenterView(CenterId center, CenterState state) {}
