package org.accrual.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.RefusedAnalysis.Reason;

/**
 * What a regression explains with: named columns of numbers, grouped into terms. A factor is one term of several columns
 * (its first label is the reference), an interaction the products of its terms' columns.
 */
public final class Covariates {

    private final int rows;
    private final List<Term> terms;
    private final List<String> names;
    private final List<double[]> columns;

    /** Columns that stand or fall together. */
    public record Term(String name, int[] columns) {}

    private Covariates(int rows, List<Term> terms, List<String> names, List<double[]> columns) {
        this.rows = rows;
        this.terms = terms;
        this.names = names;
        this.columns = columns;
    }

    public static Covariates ofRows(int rows) {
        return new Covariates(rows, List.of(), List.of(), List.of());
    }

    /** Adds a number per row; the array is used as it is. */
    public Covariates numeric(String name, double[] values) {
        String column = "Covariate " + name;
        Check.sameLength(rows, values.length, column);
        for (int row = 0; row < values.length; row++) {
            Check.finite(values[row], column, row);
        }
        return with(name, List.of(name), List.of(values));
    }

    /** Adds an indicator column per label but the first, named term and label. */
    public Covariates factor(String name, Groups groups) {
        Check.sameLength(rows, groups.rows(), "Covariate " + name);
        Check.that(groups.size() >= 2, Reason.ONE_GROUP, "Factor %s has one level only.", name);
        List<String> added = new ArrayList<>();
        List<double[]> indicators = new ArrayList<>();
        for (int level = 1; level < groups.size(); level++) {
            added.add(name + groups.labels().get(level));
            double[] indicator = new double[rows];
            for (int row = 0; row < rows; row++) {
                indicator[row] = groups.codes()[row] == level ? 1 : 0;
            }
            indicators.add(indicator);
        }
        return with(name, added, indicators);
    }

    /** Adds the products of the named terms' columns; the first named term varies fastest, as in R. */
    public Covariates interaction(List<String> termNames) {
        List<String> productNames = List.of("");
        List<double[]> products = List.of();
        for (String termName : termNames) {
            List<String> nextNames = new ArrayList<>();
            List<double[]> next = new ArrayList<>();
            for (int column : term(termName).columns()) {
                for (int known = 0; known < productNames.size(); known++) {
                    String left = productNames.get(known);
                    nextNames.add(left.isEmpty() ? names.get(column) : left + ":" + names.get(column));
                    next.add(
                            products.isEmpty()
                                    ? columns.get(column)
                                    : product(products.get(known), columns.get(column)));
                }
            }
            productNames = nextNames;
            products = next;
        }
        return with(String.join(":", termNames), productNames, products);
    }

    private static double[] product(double[] left, double[] right) {
        double[] product = new double[left.length];
        for (int row = 0; row < left.length; row++) {
            product[row] = left[row] * right[row];
        }
        return product;
    }

    private Covariates with(String termName, List<String> addedNames, List<double[]> addedColumns) {
        Check.argument(
                terms.stream().noneMatch(term -> term.name().equals(termName)), "Term %s is there twice.", termName);
        int[] places = new int[addedColumns.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = columns.size() + i;
        }
        return new Covariates(
                rows,
                joined(terms, List.of(new Term(termName, places))),
                joined(names, addedNames),
                joined(columns, addedColumns));
    }

    private static <T> List<T> joined(List<T> left, List<T> right) {
        List<T> all = new ArrayList<>(left);
        all.addAll(right);
        return List.copyOf(all);
    }

    private Term term(String name) {
        return terms.stream()
                .filter(term -> term.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedAnalysis(Reason.INVALID_ARGUMENT, "There is no term " + name + "."));
    }

    /** The same columns for a selection of rows. */
    public Covariates select(int[] selected) {
        List<double[]> chosen = new ArrayList<>();
        for (double[] column : columns) {
            chosen.add(Arrays.stream(selected).mapToDouble(row -> column[row]).toArray());
        }
        return new Covariates(selected.length, terms, names, chosen);
    }

    public int rows() {
        return rows;
    }

    public int size() {
        return columns.size();
    }

    public List<String> names() {
        return names;
    }

    public List<Term> terms() {
        return terms;
    }

    public double[] column(int column) {
        return columns.get(column);
    }
}
