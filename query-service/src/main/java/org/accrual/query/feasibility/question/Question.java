package org.accrual.query.feasibility.question;

import java.util.List;
import java.util.Set;

/**
 * What a paper prints, to be checked.
 *
 * @param title may be null
 * @param rounding conventions by which a printed number may have come from the exact one
 */
public record Question(String title, Set<Rounding> rounding, List<Group> groups, List<Claim> claims) {
    public static final int MOST_GROUPS = 12;
    public static final int MOST_CLAIMS = 40;

    public Group group(String name) {
        return groups.stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no group " + name));
    }
}
