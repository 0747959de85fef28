package org.accrual.statistics.regression;

/**
 * Schoenfeld residuals, one row per event.
 *
 * @param times of the events
 * @param rows original row of each event
 * @param residuals per event and covariate
 */
public record Schoenfeld(double[] times, int[] rows, double[][] residuals) {}
