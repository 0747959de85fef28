package org.accrual.study.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table: who, with which studies and centers, asks for what of which object. */
class PolicyTest {
    @ParameterizedTest
    @CsvSource({
        "COORDINATOR,   '',  s1/c1, RECORD_CLINICAL_FACT, s1/c1, true",
        "COORDINATOR,   '',  s1/c1, RECORD_CLINICAL_FACT, s1/c2, false",
        "COORDINATOR,   s1,  s1/c1, RECORD_CLINICAL_FACT, s1/c2, false",
        "COORDINATOR,   '*', s1/c1, SEE_PATIENT,          s1/c2, false",
        "COORDINATOR,   '',  s1/*,  RECORD_CLINICAL_FACT, s1/c2, true",
        "COORDINATOR,   '',  s1/*,  RECORD_CLINICAL_FACT, s10/c2, false",
        "COORDINATOR,   '',  s1/c1, RECORD_CLINICAL_FACT, s1/_,  false",
        "COORDINATOR,   '',  s1/c1, SEE_STUDY,            s1/_,  true",
        "COORDINATOR,   '',  s1/c1, SEE_STUDY,            s2/_,  false",
        "COORDINATOR,   '',  s1/c1, SEE_POOLED,           s1/_,  false",
        "COORDINATOR,   '',  s1/c1, ADMINISTER_STUDY,     s1/_,  false",
        "INVESTIGATOR,  '',  s1/c1, RECORD_CLINICAL_FACT, s1/c1, true",
        "MONITOR,       s1,  '',    SEE_PATIENT,          s1/c1, true",
        "MONITOR,       s1,  '',    SEE_AUDIT_TRAIL,      s1/_,  true",
        "MONITOR,       s1,  '',    RECORD_CLINICAL_FACT, s1/c1, false",
        "MONITOR,       s2,  '',    SEE_PATIENT,          s1/c1, false",
        "MONITOR,       s1,  '',    SEE_QUERIES,          s1/c1, true",
        "COORDINATOR,   '',  s1/c1, SEE_QUERIES,          s1/c1, true",
        "COORDINATOR,   '',  s1/c1, SEE_QUERIES,          s1/c2, false",
        "ANALYST,       '*', '',    SEE_QUERIES,          s1/c1, false",
        "MONITOR,       s1,  '',    REVIEW_RECORD,        s1/c1, true",
        "MONITOR,       s2,  '',    REVIEW_RECORD,        s1/c1, false",
        "MONITOR,       s1,  '',    ANSWER_QUERY,         s1/c1, false",
        "COORDINATOR,   '',  s1/c1, REVIEW_RECORD,        s1/c1, false",
        "COORDINATOR,   '',  s1/c1, ANSWER_QUERY,         s1/c1, true",
        "COORDINATOR,   '',  s1/c1, ANSWER_QUERY,         s1/c2, false",
        "ANALYST,       '*', '',    REVIEW_RECORD,        s1/c1, false",
        "ANALYST,       '*', '',    SEE_POOLED,           s1/_,  true",
        "ANALYST,       '*', '',    SEE_PATIENT,          s1/c1, false",
        "ANALYST,       '*', '*',   RECORD_CLINICAL_FACT, s1/c1, false",
        "ANALYST,       '*', '',    SEE_AUDIT_TRAIL,      s1/_,  false",
        "ADMINISTRATOR, '*', '',    ADMINISTER_STUDY,     s1/_,  true",
        "ADMINISTRATOR, '*', '*',   RECORD_CLINICAL_FACT, s1/c1, false",
        "ADMINISTRATOR, '*', '*',   SEE_PATIENT,          s1/c1, false"
    })
    void decides(Role role, String study, String center, Action action, String object, boolean permitted) {
        var actor = new Actor(
                "u1",
                Set.of(role),
                study.isEmpty() ? Set.of() : Set.of(study),
                center == null || center.isEmpty() ? Set.of() : Set.of(center),
                Disclosure.RECORD_LEVEL);
        assertThat(Policy.permits(actor, action, ChainId.parse(object))).isEqualTo(permitted);
    }

    @ParameterizedTest
    @CsvSource({
        "ADMINISTRATOR, '*', OPERATE_PLATFORM, true",
        "ADMINISTRATOR, s1,  OPERATE_PLATFORM, false",
        "MONITOR,       '*', OPERATE_PLATFORM, false",
        "ADMINISTRATOR, '*', SIGN_CHECKPOINT,  true",
        "MONITOR,       '*', SIGN_CHECKPOINT,  true",
        "MONITOR,       s1,  SIGN_CHECKPOINT,  false",
        "ANALYST,       '*', SIGN_CHECKPOINT,  false",
        "ADMINISTRATOR, '*', ADMINISTER_STUDY, false",
    })
    void leavesThePlatformToWhomeverActsInEveryStudy(Role role, String study, Action action, boolean permitted) {
        var actor = new Actor("u1", Set.of(role), Set.of(study), Set.of("*"), Disclosure.RECORD_LEVEL);
        assertThat(Policy.permits(actor, action)).isEqualTo(permitted);
    }
}
