/**
 * Checks the survival engine against another one's answers. A folder holds data and, per case, what to compute and what
 * R answered; each number of ours is compared with its counterpart. Run it as {@code deploy/validate [DIR]}; what has
 * been checked and how closely is filed in {@code validation.md} beside this file.
 */
package org.accrual.tools.validation;
