package org.accrual.command.amendment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.accrual.study.events.Amendment.Change;
import org.accrual.study.events.EffectiveFact;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;
import tools.jackson.databind.JsonNode;

/** A correction names fields of its event and the values that its author saw there; if one has changed since, it is stale. */
final class ExpectedValues {
    /** What the platform decides follows from the other facts, and is computed anew from them. */
    private static final Set<String> DECIDED = Set.of("course", "priorStopInferred");

    /** 5 and 5.0 are the same measurement. */
    private static final Comparator<JsonNode> BY_VALUE = (left, right) -> {
        if (left.equals(right)) return 0;
        boolean equalNumbers =
                left.isNumber() && right.isNumber() && left.decimalValue().compareTo(right.decimalValue()) == 0;
        return equalNumbers ? 0 : 1;
    };

    private ExpectedValues() {}

    static Optional<Refusal> objection(PatientEvent standing, List<Change> changes) {
        for (int i = 0; i < changes.size(); i++) {
            Optional<Refusal> objection = objection(standing, changes.get(i), "changes[" + i + "]");
            if (objection.isPresent()) return objection;
        }
        return Optional.empty();
    }

    private static Optional<Refusal> objection(PatientEvent standing, Change change, String path) {
        String type = standing.getClass().getSimpleName();
        if (!EffectiveFact.hasField(standing, change.field()))
            return refusal(
                    Reason.FIELD_UNKNOWN, "'" + change.field() + "' is no field of " + type + ".", path + ".field");
        if (DECIDED.contains(change.field()))
            return refusal(
                    Reason.FIELD_UNKNOWN,
                    "'" + change.field() + "' is decided by the platform from the other facts.",
                    path + ".field");
        return stands(standing, change)
                ? Optional.empty()
                : refusal(
                        Reason.VALUE_HAS_CHANGED,
                        "'" + change.field() + "' is now " + EffectiveFact.valueOf(standing, change.field()) + ", not "
                                + change.oldValue() + ".",
                        path + ".oldValue");
    }

    private static boolean stands(PatientEvent standing, Change change) {
        return equal(EffectiveFact.valueOf(standing, change.field()), change.oldValue())
                || standsWrittenOtherwise(standing, change);
    }

    /** "2003-01" and its first and last day, in full, are the same date: putting it in leaves the fact as it is. */
    private static boolean standsWrittenOtherwise(PatientEvent standing, Change change) {
        Change seen = new Change(change.field(), null, change.oldValue());
        try {
            return same(standing, EffectiveFact.changed(standing, List.of(seen)));
        } catch (InvalidValue _) {
            return false;
        }
    }

    private static Optional<Refusal> refusal(Reason reason, String detail, String field) {
        return Optional.of(new Refusal(reason, detail, field));
    }

    /** Whether both say the same. */
    static boolean same(PatientEvent left, PatientEvent right) {
        return equal(StudyJson.MAPPER.valueToTree(left), StudyJson.MAPPER.valueToTree(right));
    }

    private static boolean equal(JsonNode left, JsonNode right) {
        return left.equals(BY_VALUE, right);
    }
}
