/**
 * The log's format: records, hashes, the chain and its one rule, positions, encryption. It knows bytes, not meanings.
 * {@code FORMAT.md} beside this file is the specification; the test vectors are its proof.
 */
package org.accrual.kernel.log;
