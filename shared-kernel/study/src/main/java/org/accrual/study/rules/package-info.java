/**
 * What a patient's record, a center and its roster have to be, each rule written once. A {@link
 * org.accrual.study.rules.Rule} judges a whole record and tells every place where it is broken. A command refuses the
 * new fact that would break one; a state shows the same breaches as {@link org.accrual.study.rules.Findings}, since a
 * correction is never blocked.
 */
package org.accrual.study.rules;
