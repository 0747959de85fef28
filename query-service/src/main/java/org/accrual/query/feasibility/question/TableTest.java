package org.accrual.query.feasibility.question;

/** Tests of a table of counts whose P value a paper may print. */
public enum TableTest {
    FISHER("Fisher's exact test", false),
    FISHER_DOUBLED("Fisher's exact test, the one-sided P doubled", true),
    FISHER_MID_P("Fisher's exact test with mid-P", true),
    CHI_SQUARED("χ² without correction", false),
    YATES("χ² with Yates' correction", true),
    CHI_SQUARED_N_MINUS_ONE("χ² with n − 1 for n (Pearson 1947)", true),
    LIKELIHOOD_RATIO("the likelihood ratio test (G)", false);

    private final String words;
    private final boolean twoByTwoOnly;

    TableTest(String words, boolean twoByTwoOnly) {
        this.words = words;
        this.twoByTwoOnly = twoByTwoOnly;
    }

    public String words() {
        return words;
    }

    public boolean twoByTwoOnly() {
        return twoByTwoOnly;
    }
}
