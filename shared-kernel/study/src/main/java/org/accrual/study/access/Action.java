package org.accrual.study.access;

import static org.accrual.study.access.Action.Scope.CENTER;
import static org.accrual.study.access.Action.Scope.PLATFORM;
import static org.accrual.study.access.Action.Scope.STUDY;
import static org.accrual.study.words.Role.ADMINISTRATOR;
import static org.accrual.study.words.Role.ANALYST;
import static org.accrual.study.words.Role.COORDINATOR;
import static org.accrual.study.words.Role.INVESTIGATOR;
import static org.accrual.study.words.Role.MONITOR;

import java.util.Set;
import org.accrual.study.words.Role;

/** Everything that a person can ask for, with who may: rows of the policy's table. What has no row is denied. */
public enum Action {
    ADMINISTER_STUDY(STUDY, Set.of(ADMINISTRATOR)),
    RECORD_CLINICAL_FACT(CENTER, Set.of(COORDINATOR, INVESTIGATOR)),
    /** Raising, closing and cancelling queries, verifying against the source, locking. */
    REVIEW_RECORD(CENTER, Set.of(MONITOR)),
    ANSWER_QUERY(CENTER, Set.of(COORDINATOR, INVESTIGATOR)),
    SEE_STUDY(STUDY, Set.of(COORDINATOR, INVESTIGATOR, MONITOR, ANALYST, ADMINISTRATOR)),
    /** One patient with the center's subject number: the center itself, and monitors of the study. */
    SEE_PATIENT(CENTER, Set.of(COORDINATOR, INVESTIGATOR, MONITOR)),
    /** A center's totals. */
    SEE_CENTER_SUMMARY(CENTER, Set.of(COORDINATOR, INVESTIGATOR, MONITOR, ANALYST)),
    /** Totals and comparisons over all centers, small cells suppressed for aggregate disclosure. */
    SEE_POOLED(STUDY, Set.of(MONITOR, ANALYST)),
    SEE_AUDIT_TRAIL(STUDY, Set.of(MONITOR)),
    SEE_FINDINGS(CENTER, Set.of(COORDINATOR, INVESTIGATOR, MONITOR)),
    SEE_QUERIES(CENTER, Set.of(COORDINATOR, INVESTIGATOR, MONITOR)),
    /** Metrics, a rebuild of the views, who signed in: they tell of every study, and so of none in particular. */
    OPERATE_PLATFORM(PLATFORM, Set.of(ADMINISTRATOR)),
    /** A checkpoint is of the whole log. */
    SIGN_CHECKPOINT(PLATFORM, Set.of(MONITOR, ADMINISTRATOR));

    /** On what the decision is made: all studies together, one study, or one center in it. */
    public enum Scope {
        PLATFORM,
        STUDY,
        CENTER
    }

    private final Scope scope;
    private final Set<Role> roles;

    Action(Scope scope, Set<Role> roles) {
        this.scope = scope;
        this.roles = roles;
    }

    public Scope scope() {
        return scope;
    }

    public Set<Role> roles() {
        return roles;
    }
}
