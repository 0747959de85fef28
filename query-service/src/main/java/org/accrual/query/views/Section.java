package org.accrual.query.views;

/**
 * What a feature has kept ready of every subject in its document: a small value, derived from one state, as large
 * whatever the number of events. A feature declares it as a component; the views keep it up without knowing what it is.
 *
 * @param <S> the state
 * @param <R> the value: a record that Jackson writes and reads again
 */
public interface Section<S, R> {
    /** Unique; the field's name in the document. */
    String name();

    /** To be raised whenever the same state gives another value; another form of the value is seen by itself. */
    int version();

    SubjectState<S> state();

    Class<R> form();

    R of(S state);
}
