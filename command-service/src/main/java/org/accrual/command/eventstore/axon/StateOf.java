package org.accrual.command.eventstore.axon;

/**
 * Something that a decision rests on.
 *
 * @param id whose state
 */
public record StateOf<I, S>(StateKind<I, S> kind, I id) {}
