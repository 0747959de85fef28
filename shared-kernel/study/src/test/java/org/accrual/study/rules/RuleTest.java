package org.accrual.study.rules;

import static org.accrual.study.patient.History.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.accrual.study.events.Amendment.Change;
import org.accrual.study.events.Amendment.CorrectionReason;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.Disease.ProgressionPattern;
import org.accrual.study.events.Disease.ProgressionRecorded;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.Disease.Resistance;
import org.accrual.study.events.Disease.TherapyContext;
import org.accrual.study.events.Enrollment.ConsentBasis;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.events.Outcome.CauseOfDeath;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.events.Response.AssessmentRecorded;
import org.accrual.study.events.Response.Lesion;
import org.accrual.study.events.Response.Modality;
import org.accrual.study.events.Response.ResponseCriteria;
import org.accrual.study.events.Safety.AdverseEventRecorded;
import org.accrual.study.events.Safety.Relation;
import org.accrual.study.events.StudyJson;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Surgery.SurgicalIntent;
import org.accrual.study.events.Therapy.ImatinibDoseChanged;
import org.accrual.study.events.Therapy.ImatinibRechallenged;
import org.accrual.study.events.Therapy.ImatinibStarted;
import org.accrual.study.events.Therapy.ImatinibStopped;
import org.accrual.study.events.Therapy.StopReason;
import org.accrual.study.events.Therapy.TherapyStarted;
import org.accrual.study.patient.History;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Organ;
import org.accrual.study.words.Quantity;
import org.accrual.study.words.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each rule on both sides of its edge: given a record, a new fact is refused with the reason, or recorded; had it been
 * recorded all the same (by a correction), the site would be shown the findings.
 */
class RuleTest {
    private static final EventId CANDIDATE = new EventId(new UUID(0, 0));
    /** Born in 1950; a record with an outcome, so that none is missed. The events have ids from 1 on. */
    private static final PatientEvent ENROLLED =
            new PatientEnrolled("P01", Sex.MALE, 1950, null, null, ConsentBasis.INFORMED_CONSENT, null);

    private static final PatientEvent FOLLOWED = followUp("1990");

    private static void expect(List<PatientEvent> given, ClinicalEvent fact, String reason, String findings) {
        var events = new ArrayList<PatientEvent>(List.of(ENROLLED, FOLLOWED));
        events.addAll(given);
        PatientState before = History.of(events.toArray(PatientEvent[]::new));
        assertThat(Rule.objection(before.timelineWith(CANDIDATE, fact), CANDIDATE)
                        .map(refusal -> refusal.reason().name())
                        .orElse("recorded"))
                .as("what the command is answered")
                .isEqualTo(reason);
        PatientState after = before.evolve(History.recorded(before.version() + 1, fact));
        assertThat(rules(after)).as("what the site is shown").isEqualTo(set(findings));
    }

    private static Set<String> set(String findings) {
        return findings.equals("-") ? Set.of() : Set.of(findings.split(" "));
    }

    private static Set<String> rules(PatientState state) {
        return Findings.of(state).stream().map(it -> it.rule().name()).collect(Collectors.toSet());
    }

    private static ClinicalDate on(String date) {
        return date.equals("unknown") ? ClinicalDate.UNKNOWN : ClinicalDate.of(date);
    }

    private static FollowUpRecorded followUp(String date) {
        return followUp(on(date));
    }

    private static FollowUpRecorded followUp(ClinicalDate date) {
        return new FollowUpRecorded(date, DiseaseStatus.NED, null);
    }

    private static DeathRecorded death(String date) {
        return new DeathRecorded(on(date), CauseOfDeath.DISEASE, null);
    }

    private static ImatinibStarted start(String date) {
        return new ImatinibStarted(on(date), 400, 1, 1, null);
    }

    private static ImatinibStopped stop(String date) {
        return new ImatinibStopped(on(date), StopReason.NOT_STATED, false, null);
    }

    private static ImatinibRechallenged rechallenge(String date) {
        return new ImatinibRechallenged(on(date), 400, 2, false, null);
    }

    private static ResectionPerformed resection(String date, ResectionMargin margin, String residualMm) {
        Quantity residual = residualMm == null ? null : Quantity.of(residualMm);
        return new ResectionPerformed(
                on(date), "hepatectomy", List.of(), margin, residual, SurgicalIntent.NOT_STATED, null);
    }

    private static ProgressionRecorded progression(TherapyContext context, String date) {
        return new ProgressionRecorded(
                on(date),
                ResponseCriteria.RECIST_1_1,
                context,
                ProgressionPattern.NOT_STATED,
                null,
                Resistance.NOT_STATED,
                List.of(),
                null);
    }

    // ---------------------------------------------------------------- lifetime

    @ParameterizedTest
    @CsvSource(textBlock = """
                    1949-12-31, BEFORE_BIRTH, BEFORE_BIRTH
                    1949,       BEFORE_BIRTH, BEFORE_BIRTH
                    1950-01-01, recorded,     -
                    1950,       recorded,     -
                    """)
    void nothingHappensBeforeBirth(String date, String reason, String findings) {
        expect(List.of(), followUp(date), reason, findings);
    }

    @Test
    void anUnknownDateContradictsNothing() {
        expect(List.of(death("2010")), followUp("unknown"), "recorded", "DATE_UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    2010-06,    2010-07-01, AFTER_DEATH, AFTER_DEATH
                    2010-06,    2010-06-30, recorded,    -
                    2010-06-15, 2010-06,    recorded,    -
                    2010-06-15, 2010,       recorded,    -
                    2010,       2011,       AFTER_DEATH, AFTER_DEATH
                    unknown,    2011,       recorded,    DATE_UNKNOWN
                    """)
    void nothingHappensAfterDeath(String death, String date, String reason, String findings) {
        expect(List.of(death(death)), followUp(date), reason, findings);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    2010-06,    2010-07-01, LATER_EVENTS_EXIST, AFTER_DEATH
                    2010-06,    2010-06-30, recorded,           -
                    2010,       2010-12-31, recorded,           -
                    """)
    void aDeathIsNotEarlierThanWhatIsKnownToBeLater(String death, String later, String reason, String findings) {
        expect(List.of(followUp(later)), death(death), reason, findings);
    }

    @ParameterizedTest
    @CsvSource({"2010", "2011", "2012"})
    void aPatientDiesOnce(String date) {
        expect(List.of(death("2011")), death(date), "DEATH_ALREADY_RECORDED", "SEVERAL_DEATHS");
    }

    // ---------------------------------------------------------------- references

    @Test
    void aDateCountsFromWhatStands() {
        expect(List.of(start("2003")), followUp(ClinicalDate.monthsAfter(id(3), 2)), "recorded", "-");
        expect(List.of(), followUp(ClinicalDate.monthsAfter(id(9), 2)), "EVENT_UNKNOWN", "ANCHOR_LOST");
        expect(List.of(), followUp(ClinicalDate.monthsAfter(id(1), 2)), "EVENT_UNKNOWN", "ANCHOR_LOST");
        expect(
                List.of(start("2003"), new EventRetracted(id(3), CorrectionReason.DUPLICATE, "twice")),
                followUp(ClinicalDate.monthsAfter(id(3), 2)),
                "EVENT_UNKNOWN",
                "ANCHOR_LOST");
    }

    /** A fact is not refused for an anchor further back that its own anchor has lost. */
    @Test
    void aFactAnswersForItsOwnAnchorAlone() {
        expect(
                List.of(
                        start("2003"),
                        followUp(ClinicalDate.monthsAfter(id(3), 2)),
                        new EventRetracted(id(3), CorrectionReason.DUPLICATE, "twice")),
                followUp(ClinicalDate.monthsAfter(id(4), 2)),
                "recorded",
                "ANCHOR_LOST");
    }

    @Test
    void aDateDoesNotCountFromItself() {
        PatientState state = History.of(ENROLLED, followUp("2003"), followUp(ClinicalDate.monthsAfter(id(2), 1)));
        var circle = state.timelineWith(id(2), followUp(ClinicalDate.monthsAfter(id(3), 1)));
        assertThat(Rule.objection(circle, id(2)).map(Refusal::field)).contains("date.anchor.event");
        assertThat(Rule.objection(circle, id(2)).map(it -> it.reason().name())).contains("ANCHORS_IN_A_CIRCLE");
        assertThat(Rule.ANCHOR_LOST.breaches(circle)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    R1, 2003-05, 3, recorded,            -
                    R1, 2003,    3, recorded,            -
                    R1, 2002,    3, BEFORE_ITS_RESECTION, BEFORE_ITS_RESECTION
                    R2, 2004,    3, recorded,            RECURRENCE_AFTER_R2
                    R2, 2002,    3, BEFORE_ITS_RESECTION, BEFORE_ITS_RESECTION
                    R1, 2004,    9, EVENT_UNKNOWN,       REFERENCE_LOST
                    R1, 2004,    2, NOT_A_RESECTION,     REFERENCE_LOST
                    """)
    void aRecurrenceFollowsAResection(ResectionMargin margin, String date, int after, String reason, String findings) {
        expect(
                List.of(resection("2003-05", margin, null)),
                new RecurrenceRecorded(on(date), List.of(Organ.LIVER), id(after), null),
                reason,
                findings);
    }

    // ---------------------------------------------------------------- disease

    /** Imatinib from March 2003 to 2005. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    ON_TKI,     2003-02, NOT_ON_THERAPY,          ON_THERAPY_WITHOUT_COURSE
                    ON_TKI,     2003-03, recorded,                -
                    ON_TKI,     2003,    recorded,                -
                    ON_TKI,     2005,    recorded,                -
                    ON_TKI,     2006,    NOT_ON_THERAPY,          ON_THERAPY_WITHOUT_COURSE
                    OFF_TKI,    2004,    recorded,                -
                    NOT_STATED, 2006,    recorded,                -
                    BEFORE_TKI, 2003-02, recorded,                -
                    BEFORE_TKI, 2003,    recorded,                -
                    BEFORE_TKI, 2003-04, THERAPY_ALREADY_STARTED, BEFORE_THERAPY_CONTRADICTED
                    """)
    void progressionStandsInARelationToTherapyThatIsPossible(
            TherapyContext context, String date, String reason, String findings) {
        expect(List.of(start("2003-03"), stop("2005")), progression(context, date), reason, findings);
    }

    /** What the progression says is its own fault alone: a start that contradicts it later is recorded. */
    @Test
    void aStartIsNotRefusedForAProgressionThatWasSaidToBeBefore() {
        expect(
                List.of(progression(TherapyContext.BEFORE_TKI, "2004")),
                start("2003"),
                "recorded",
                "BEFORE_THERAPY_CONTRADICTED");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    2008-04,    -
                    2008,       -
                    2008-05-01, NEW_LESION_WITHOUT_PROGRESSION
                    """)
    void aNewLesionIsProgression(String progression, String findings) {
        var newLesion = new Lesion("N1", Organ.MESENTERY, List.of(), null, null, null, true);
        expect(
                List.of(progression(TherapyContext.NOT_STATED, progression)),
                new AssessmentRecorded(on("2008-04"), Modality.CT, List.of(newLesion), null),
                "recorded",
                findings);
    }

    // ---------------------------------------------------------------- surgery, safety, follow-up

    @ParameterizedTest
    @CsvSource(textBlock = """
                    R0, 1, RESIDUAL_AFTER_R0, RESIDUAL_AFTER_R0
                    R0, 0, recorded,          -
                    R0, <5, recorded,         -
                    R0, >5, RESIDUAL_AFTER_R0, RESIDUAL_AFTER_R0
                    R0,  , recorded,          -
                    R2, 5, recorded,          -
                    """)
    void r0LeavesNothing(ResectionMargin margin, String residualMm, String reason, String findings) {
        expect(List.of(), resection("2003", margin, residualMm), reason, findings);
    }

    @ParameterizedTest
    @CsvSource({"3, -", ", GRADE_UNKNOWN"})
    void anAdverseEventHasAGrade(Integer grade, String findings) {
        expect(
                List.of(),
                new AdverseEventRecorded(on("2003"), "rash", null, grade, Relation.UNKNOWN, null, null),
                "recorded",
                findings);
    }

    @Test
    void aPatientIsFollowed() {
        assertThat(rules(History.of(ENROLLED))).containsExactly("FOLLOW_UP_MISSING");
        assertThat(rules(History.of(ENROLLED, followUp("2003")))).isEmpty();
        assertThat(rules(PatientState.empty())).isEmpty();
    }

    // ---------------------------------------------------------------- therapy

    @ParameterizedTest
    @CsvSource(textBlock = """
                    2003, ,     2005,    COURSE_ALREADY_OPEN, COURSES_OVERLAP
                    2003, 2004, 2005,    recorded,            -
                    2003, ,     2001,    COURSE_ALREADY_OPEN, COURSES_OVERLAP
                    2003, 2004, 2002,    COURSE_ALREADY_OPEN, COURSES_OVERLAP
                    """)
    void oneCourseOfAnAgentIsOpen(String start, String stop, String newStart, String reason, String findings) {
        List<PatientEvent> given = stop == null ? List.of(start(start)) : List.of(start(start), stop(stop));
        expect(given, start(newStart), reason, findings);
    }

    @Test
    void anotherAgentMayBeOpenMeanwhile() {
        expect(
                List.of(start("2003")),
                new TherapyStarted(on("2005"), "sunitinib", true, null, 2, null),
                "recorded",
                "-");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    2003, 2005,    recorded,            PRIOR_STOP_INFERRED
                    2003, 2003-06, recorded,            PRIOR_STOP_INFERRED
                    2003, 2003,    recorded,            PRIOR_STOP_INFERRED
                    2003, 2002,    NO_EARLIER_COURSE,   RECHALLENGE_WITHOUT_EARLIER_COURSE COURSES_OVERLAP
                    """)
    void aRechallengeFollowsAnEarlierCourse(String start, String date, String reason, String findings) {
        expect(List.of(start(start)), rechallenge(date), reason, findings);
    }

    @Test
    void aRechallengeWithoutAnyCourseIsFound() {
        expect(List.of(), rechallenge("2003"), "NO_EARLIER_COURSE", "RECHALLENGE_WITHOUT_EARLIER_COURSE");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    2002,    NOT_ON_THERAPY, DOSE_WITHOUT_COURSE
                    2003,    recorded,       -
                    2003-05, recorded,       -
                    2005,    recorded,       -
                    2006,    NOT_ON_THERAPY, DOSE_WITHOUT_COURSE
                    unknown, recorded,       DATE_UNKNOWN
                    """)
    void aDoseIsChangedInACourse(String date, String reason, String findings) {
        expect(
                List.of(start("2003-03"), stop("2005")),
                new ImatinibDoseChanged(on(date), 600, null, null),
                reason,
                findings);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    2004, recorded,  -
                    2003, recorded,  -
                    2002, recorded,  STOP_WITHOUT_START
                    """)
    void aStopEndsACourse(String date, String reason, String findings) {
        expect(List.of(start("2003")), stop(date), reason, findings);
    }

    @ParameterizedTest
    @CsvSource({"2004", "2005", "2006"})
    void aCourseIsStoppedOnce(String date) {
        expect(List.of(start("2003"), stop("2005")), stop(date), "NO_COURSE", "STOP_WITHOUT_START");
    }

    @Test
    void nothingThatWasNeverStartedIsStoppedOrChanged() {
        expect(List.of(), stop("2003"), "NO_COURSE", "STOP_WITHOUT_START");
        expect(List.of(), new ImatinibDoseChanged(on("2003"), 600, null, null), "NO_COURSE", "DOSE_WITHOUT_COURSE");
    }

    /** One stop takes the course from another, which then ends none: the new one is refused, not the old one found. */
    @Test
    void aStopDoesNotTakeTheCourseOfAnother() {
        expect(List.of(start("2003"), stop("2005"), start("2006")), stop("2004"), "NO_COURSE", "STOP_WITHOUT_START");
    }

    // ---------------------------------------------------------------- truth is never blocked

    @Test
    void whatACorrectionContradictsIsFound() {
        var correction = new EventCorrected(
                id(3),
                List.of(new Change(
                        "date", StudyJson.MAPPER.readTree("\"2010-06\""), StudyJson.MAPPER.readTree("\"2010-02\""))),
                CorrectionReason.SOURCE_AMENDED,
                "as the chart says");
        PatientState state = History.of(ENROLLED, followUp("2010-05"), death("2010-06"), correction);
        assertThat(Findings.of(state)).extracting(Finding::id).containsExactly("AFTER_DEATH:" + id(2));
    }
}
