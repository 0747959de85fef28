package org.accrual.study.access;

import java.util.Set;
import java.util.regex.Pattern;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.Check;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Role;
import org.accrual.study.words.StudyId;

/**
 * Who asks, as the token says.
 *
 * @param id opaque, up to 128 visible ASCII characters but no comma, since it is written into the log's headers
 * @param roles at least one
 * @param studies study ids, or {@code *} for all
 * @param centers {@code study/center}, {@code study/*}, or {@code *} for all
 * @param disclosure how much of a patient an analyst may see
 */
public record Actor(String id, Set<Role> roles, Set<String> studies, Set<String> centers, Disclosure disclosure) {
    private static final String ALL = "*";
    private static final Pattern ID = Pattern.compile("[!-+\\--~]{1,128}");

    public Actor {
        if (!ID.matcher(Check.present("sub", id)).matches())
            throw new InvalidValue("sub", "is no opaque id of up to 128 visible ASCII characters without a comma");
        roles = Set.copyOf(roles);
        studies = Set.copyOf(studies);
        centers = Set.copyOf(centers);
        Check.present("disclosure", disclosure);
    }

    public boolean inEveryStudy() {
        return studies.contains(ALL);
    }

    /** Whether the person has a part in the study: named for it, or for one of its centers. */
    public boolean inStudy(StudyId study) {
        return inEveryStudy()
                || studies.contains(study.value())
                || centers.contains(ALL)
                || centers.stream().anyMatch(center -> center.startsWith(study.value() + "/"));
    }

    /** Whether the chain's center is the person's own. */
    public boolean ownsCenter(ChainId chain) {
        return chain.center() != null
                && (centers.contains(ALL)
                        || centers.contains(chain.study() + "/" + ALL)
                        || centers.contains(chain.toString()));
    }
}
