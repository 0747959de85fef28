package org.accrual.query.analysis.plan;

import java.util.regex.Pattern;
import org.accrual.study.words.Check;
import org.accrual.study.words.InvalidValue;

/**
 * One named condition of the cohort.
 *
 * @param reason why a patient is left out who does not meet it: {@code BEST_RESPONSE_PD}
 * @param keep whoever meets it stays
 */
public record Criterion(String reason, Condition keep) {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,79}");

    public Criterion {
        if (!NAME.matcher(Check.text("cohort.reason", reason)).matches())
            throw new InvalidValue("cohort.reason", "must be up to 80 capital letters, digits and underscores");
        Check.present("cohort.keep", keep);
    }
}
