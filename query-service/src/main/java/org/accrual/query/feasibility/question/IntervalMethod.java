package org.accrual.query.feasibility.question;

/** Confidence intervals of a proportion that a paper may print. */
public enum IntervalMethod {
    WILSON("Wilson"),
    CLOPPER_PEARSON("Clopper–Pearson"),
    WALD("Wald"),
    AGRESTI_COULL("Agresti–Coull");

    private final String words;

    IntervalMethod(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
