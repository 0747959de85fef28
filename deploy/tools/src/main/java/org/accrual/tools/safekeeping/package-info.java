/** Keeping the log safe: verifying it, copying it while it is written, and bringing a copy back. */
package org.accrual.tools.safekeeping;
