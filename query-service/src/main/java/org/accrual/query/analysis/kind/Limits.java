package org.accrual.query.analysis.kind;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;

/** 95 % confidence limits; null where the limit is never reached or not defined. */
@Schema(name = "ConfidenceLimits")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Limits(Double lower, Double upper) {}
