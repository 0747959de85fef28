/**
 * The event store: Axon's storage engine on the log. How a feature uses it:
 *
 * <ol>
 *   <li>It declares what its decisions rest on as {@link org.accrual.command.eventstore.axon.StateKind}s, whose criteria
 *       begin with {@link org.accrual.command.eventstore.axon.ChainTags}.
 *   <li>A handler loads {@link org.accrual.command.eventstore.axon.States}, decides, and appends one {@link
 *       org.accrual.study.events.StudyEvent} through Axon's {@code EventAppender}. The envelope comes by itself.
 *   <li>Whoever takes commands sends them through {@link org.accrual.command.eventstore.CommandDispatcher} with their
 *       {@link org.accrual.command.eventstore.CommandOrigin}, and maps {@link
 *       org.accrual.command.eventstore.EventStoreFailure}, which is sealed.
 * </ol>
 *
 * A state of another chain may be read as well; only the chain appended to is checked for conflicts.
 */
package org.accrual.command.eventstore;
