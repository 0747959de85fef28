package org.accrual.statistics.competing;

import java.util.ArrayList;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.regression.CoxFit;
import org.accrual.statistics.regression.CoxModel;

/**
 * A Cox model per cause with the other causes as censorings (Prentice et al. 1978): ratios of the rate of a cause among
 * those who are still free of all of them. What follows for the incidence depends on the other causes' rates, too: ask
 * {@link FineGray} for that.
 */
public record CauseSpecificCox(List<Line> lines) {

    public record Line(String cause, CoxFit fit, Basis basis) {}

    /**
     * @param followUp its events are those of any cause
     * @param causes per row 0 for censored, else 1 … number of labels
     */
    public static CauseSpecificCox fit(
            FollowUp followUp,
            int[] causes,
            List<String> causeLabels,
            Covariates covariates,
            CoxModel.Options options) {
        AalenJohansen.requireCauses(followUp, causes, causeLabels);
        List<Line> lines = new ArrayList<>();
        for (int cause = 1; cause <= causeLabels.size(); cause++) {
            boolean[] ofCause = new boolean[causes.length];
            for (int row = 0; row < causes.length; row++) {
                ofCause[row] = causes[row] == cause;
            }
            CoxFit fit = CoxModel.fit(followUp.endingWith(ofCause), covariates, options);
            lines.add(new Line(causeLabels.get(cause - 1), fit, basis(fit.basis())));
        }
        return new CauseSpecificCox(List.copyOf(lines));
    }

    private static Basis basis(Basis ofFit) {
        List<String> assumptions = new ArrayList<>(ofFit.assumptions());
        assumptions.add("Other causes count as censorings: the ratio compares rates, not incidences.");
        return new Basis("Cause-specific " + ofFit.method(), assumptions, ofFit.warnings());
    }
}
