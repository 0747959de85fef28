package org.accrual.study.access;

import java.util.Set;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.Role;

/** The one place that says who may do what to which object; denied unless a row of {@link Action} allows it. */
public final class Policy {
    /** Roles that act for one center only; all others act for the study. */
    private static final Set<Role> SITE = Set.of(Role.COORDINATOR, Role.INVESTIGATOR);

    private Policy() {}

    /**
     * @param object the chain of the study or center that the action touches; a center's for actions of that scope
     * @return whether any of the actor's roles allows the action on the object
     */
    public static boolean permits(Actor actor, Action action, ChainId object) {
        if (action.scope() == Action.Scope.PLATFORM) return permits(actor, action);
        if (action.scope() == Action.Scope.CENTER && object.center() == null) return false;
        return actor.roles().stream().anyMatch(role -> permits(actor, role, action, object));
    }

    /** Whether any of the actor's roles allows an action on the whole platform: only whoever has that role in every study. */
    public static boolean permits(Actor actor, Action action) {
        return action.scope() == Action.Scope.PLATFORM
                && actor.inEveryStudy()
                && actor.roles().stream().anyMatch(action.roles()::contains);
    }

    /** The role in which the actor does it, for the record. */
    public static Role roleFor(Actor actor, Action action, ChainId object) {
        return actor.roles().stream()
                .filter(role -> permits(actor, role, action, object))
                .sorted()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(action + " on " + object + " is not permitted"));
    }

    private static boolean permits(Actor actor, Role role, Action action, ChainId object) {
        if (!action.roles().contains(role)) return false;
        boolean siteMustOwn = SITE.contains(role) && action.scope() == Action.Scope.CENTER;
        return siteMustOwn ? actor.ownsCenter(object) : actor.inStudy(object.study());
    }
}
