package org.accrual.study.events;

import java.util.Locale;
import java.util.Set;
import org.accrual.study.words.Check;
import org.accrual.study.words.InvalidValue;

/** Names of anticancer agents. */
public final class Agents {
    private static final Set<String> TYROSINE_KINASE_INHIBITORS = Set.of(
            Therapy.IMATINIB,
            "sunitinib",
            "regorafenib",
            "ripretinib",
            "avapritinib",
            "nilotinib",
            "dasatinib",
            "sorafenib",
            "masitinib",
            "pazopanib",
            "ponatinib");

    private Agents() {}

    /** Known as one by its name, whatever the record says of it. */
    public static boolean isTyrosineKinaseInhibitor(String agent) {
        return TYROSINE_KINASE_INHIBITORS.contains(agent);
    }

    static String otherThanImatinib(String agent) {
        String name = Check.text("agent", agent).strip().toLowerCase(Locale.ROOT);
        if (name.equals(Therapy.IMATINIB))
            throw new InvalidValue("agent", "is imatinib, which has commands of its own");
        return name;
    }
}
