/** What deploy/verify would say of the log: a second opinion, by the platform's own code, unlike the auditor's. */
package org.accrual.chaos.verification;
