/** How fast analyses are, beside R on the same rows in the same run: {@code deploy/bench analyze}. */
package org.accrual.query.bench;
