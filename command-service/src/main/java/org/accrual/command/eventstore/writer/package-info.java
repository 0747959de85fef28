/**
 * The writer's decisions, free of Kafka's I/O, of threads and of clocks, so that a seeded simulation drives exactly the
 * code that runs in production. {@link org.accrual.command.eventstore.writer.Writer} is the entry: it is told of appends,
 * of what the tail read and of what became of sends; it answers through callbacks and sends through {@link
 * org.accrual.command.eventstore.writer.Log}. None of its classes is thread-safe: one lock guards one writer.
 */
package org.accrual.command.eventstore.writer;
