package org.accrual.query.feasibility.question;

/** Values that a printed number may stand for, both ends included. */
public record Bounds(double lowest, double highest) {
    public boolean contains(double value) {
        return value >= lowest && value <= highest;
    }

    public double middle() {
        return (lowest + highest) / 2;
    }
}
