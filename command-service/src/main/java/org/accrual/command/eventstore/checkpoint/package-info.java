/** Signed checkpoints of the log: a second reader of its own, which vouches for what the writers wrote. */
package org.accrual.command.eventstore.checkpoint;
