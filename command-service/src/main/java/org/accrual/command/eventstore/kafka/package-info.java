/**
 * The writer's I/O: producer, tail, topics. It moves records and time; every decision about them is made in {@link
 * org.accrual.command.eventstore.writer}.
 */
package org.accrual.command.eventstore.kafka;
