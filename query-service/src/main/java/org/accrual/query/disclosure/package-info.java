/**
 * What whoever may see aggregates only is told: every aggregate answer passes here. It knows numbers and sets of
 * patients, no feature.
 */
package org.accrual.query.disclosure;
