package org.accrual.kernel.language;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Mitoses as counted, a range where the report states one ("0–1/50 HPF").
 *
 * @param low fewest mitoses
 * @param high most mitoses
 * @param perHighPowerFields number of fields; null if counted per area
 * @param perMm2 area, mm²; null if counted per fields
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MitoticCount(int low, int high, Integer perHighPowerFields, Integer perMm2) {
    public MitoticCount {
        Check.between("mitoses.low", low, 0, 10_000);
        Check.between("mitoses.high", high, low, 10_000);
        Check.between("mitoses.perHighPowerFields", perHighPowerFields, 1, 1000);
        Check.between("mitoses.perMm2", perMm2, 1, 1000);
        if ((perHighPowerFields == null) == (perMm2 == null))
            throw new InvalidValue("mitoses", "needs either perHighPowerFields or perMm2");
    }
}
