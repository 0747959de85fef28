/**
 * The event store: Axon's storage engine on the log. How a feature uses it:
 *
 * <ol>
 *   <li>It is an {@link org.accrual.command.eventstore.axon.AxonModule} bean, which registers states by {@link
 *       org.accrual.command.eventstore.axon.StateModule#of} (criteria from {@link org.accrual.command.eventstore.axon.ChainTags})
 *       and its command handlers.
 *   <li>A handler loads states through Axon's {@code StateManager}, decides, and appends one {@link
 *       org.accrual.study.events.StudyEvent} through Axon's {@code EventAppender}. The envelope comes by itself.
 *   <li>Whoever takes commands sends them through {@link org.accrual.command.eventstore.CommandDispatcher} with their
 *       {@link org.accrual.command.eventstore.CommandOrigin}, and maps {@link
 *       org.accrual.command.eventstore.EventStoreFailure}, which is sealed.
 * </ol>
 *
 * A state of another chain may be read as well; only the chain appended to is checked for conflicts.
 */
package org.accrual.command.eventstore;
