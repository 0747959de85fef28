package org.accrual.chaos;

import java.util.Optional;
import org.accrual.chaos.faults.Fault;

/**
 * What {@code deploy/chaos} is told.
 *
 * @param only empty for every kind of fault
 */
record Options(long seed, int rounds, Optional<Fault> only) {}
