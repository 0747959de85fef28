/**
 * The log's format: records, hashes, the chain and its one rule, positions, encryption. It knows bytes, not meanings.
 * {@code shared-kernel/FORMAT.md} is the specification, {@code log-format} among the test resources its vectors.
 */
package org.accrual.log.format;
