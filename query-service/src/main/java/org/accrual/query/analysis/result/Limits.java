package org.accrual.query.analysis.result;

import com.fasterxml.jackson.annotation.JsonInclude;

/** 95 % confidence limits; null where the limit is never reached or not defined. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Limits(Double lower, Double upper) {}
