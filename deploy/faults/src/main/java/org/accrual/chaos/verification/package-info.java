/** What deploy/verify would say of the log: a second opinion, beside the auditor's. */
package org.accrual.chaos.verification;
