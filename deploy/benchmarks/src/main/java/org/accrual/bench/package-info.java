/** How fast it is, beside others on the same work in the same run: {@code deploy/bench}. */
package org.accrual.bench;
