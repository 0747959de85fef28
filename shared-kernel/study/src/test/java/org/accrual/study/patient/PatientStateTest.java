package org.accrual.study.patient;

import static org.accrual.study.patient.History.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.accrual.study.events.Amendment.Change;
import org.accrual.study.events.Amendment.CorrectionReason;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.events.Enrollment.ConsentBasis;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.events.StudyJson;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Surgery.SurgicalIntent;
import org.accrual.study.events.Therapy.ImatinibRechallenged;
import org.accrual.study.events.Therapy.ImatinibStarted;
import org.accrual.study.events.Therapy.ImatinibStopped;
import org.accrual.study.events.Therapy.StopReason;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Organ;
import org.junit.jupiter.api.Test;

class PatientStateTest {
    private static final PatientEvent ENROLLED =
            new PatientEnrolled("P01", Sex.MALE, 1950, null, null, ConsentBasis.INFORMED_CONSENT, null);

    private static PatientEvent start(String date) {
        return new ImatinibStarted(ClinicalDate.of(date), 400, 1, 1, null);
    }

    private static PatientEvent stop(String date) {
        return new ImatinibStopped(ClinicalDate.of(date), StopReason.NOT_STATED, false, null);
    }

    private static PatientEvent rechallenge(String date, boolean inferred) {
        return new ImatinibRechallenged(ClinicalDate.of(date), 400, 2, inferred, null);
    }

    private static PatientEvent resection(String date, ResectionMargin margin) {
        return new ResectionPerformed(
                ClinicalDate.of(date),
                "hepatectomy",
                List.of(Organ.LIVER),
                margin,
                null,
                SurgicalIntent.NOT_STATED,
                null);
    }

    private static PatientEvent followUp(ClinicalDate date) {
        return new FollowUpRecorded(date, DiseaseStatus.NED, null);
    }

    private static PatientEvent correction(EventId target, String field, String oldJson, String newJson) {
        return new EventCorrected(
                target,
                List.of(new Change(field, StudyJson.MAPPER.readTree(oldJson), StudyJson.MAPPER.readTree(newJson))),
                CorrectionReason.SOURCE_AMENDED,
                "as the chart says");
    }

    @Test
    void aCorrectionReplacesTheFactAndKeepsTheRecord() {
        PatientState state =
                History.of(ENROLLED, start("2003-04"), correction(id(2), "date", "\"2003-04\"", "\"2003-04-12\""));

        PatientState.Entry entry = state.entry(id(2)).orElseThrow();
        assertThat(entry.recorded()).isEqualTo(start("2003-04"));
        assertThat(entry.effective()).isEqualTo(start("2003-04-12"));
        assertThat(entry.amendments()).containsExactly(id(3));
        assertThat(state.version()).isEqualTo(3);
    }

    @Test
    void aRetractionRemovesTheFactAndWhatDerivesFromIt() {
        PatientState state = History.of(
                ENROLLED, start("2003-04"), new EventRetracted(id(2), CorrectionReason.WRONG_PATIENT, "not hers"));

        assertThat(state.timeline().facts()).isEmpty();
        assertThat(state.timeline().courses("imatinib").list()).isEmpty();
        assertThat(state.entry(id(2)).orElseThrow().retracted()).isTrue();
    }

    @Test
    void anAnchoredDateMovesWithItsAnchor() {
        PatientEvent threeMonthsLater = followUp(ClinicalDate.monthsAfter(id(2), 3));
        PatientState before = History.of(ENROLLED, resection("2003-01", ResectionMargin.R0), threeMonthsLater);
        PatientState after = History.of(
                ENROLLED,
                resection("2003-01", ResectionMargin.R0),
                threeMonthsLater,
                correction(id(2), "date", "\"2003-01\"", "\"2003-02\""));

        assertThat(before.timeline().fact(id(3)).orElseThrow().date()).isEqualTo(ClinicalDate.of("2003-04"));
        assertThat(after.timeline().fact(id(3)).orElseThrow().date()).isEqualTo(ClinicalDate.of("2003-05"));
    }

    @Test
    void aLostAnchorLeavesTheDateUnknown() {
        PatientEvent[] events = {
            ENROLLED,
            resection("2003-01", ResectionMargin.R0),
            followUp(ClinicalDate.monthsAfter(id(2), 3)),
            followUp(ClinicalDate.monthsAfter(id(3), 1)),
            new EventRetracted(id(2), CorrectionReason.DUPLICATE, "twice")
        };
        assertThat(History.of(events).timeline().fact(id(4)).orElseThrow().date())
                .isEqualTo(ClinicalDate.UNKNOWN);
    }

    @Test
    void datesCountedFromOneEventShareItsUncertainty() {
        Timeline timeline = History.of(
                        ENROLLED,
                        new ImatinibStarted(ClinicalDate.of("2007"), 400, 1, 1, null),
                        followUp(ClinicalDate.monthsAfter(id(2), 8)),
                        followUp(ClinicalDate.monthsAfter(id(3), 28)),
                        followUp(ClinicalDate.of("2012-02-01")))
                .timeline();
        Fact<?> start = timeline.fact(id(2)).orElseThrow();

        assertThat(Elapsed.between(start, timeline.fact(id(3)).orElseThrow())).isEqualTo(new Elapsed(8.0, 8.0));
        assertThat(Elapsed.between(start, timeline.fact(id(4)).orElseThrow())).isEqualTo(new Elapsed(36.0, 36.0));
        // 2007-12-31 to 2012-02-01 is 1493 days, 2007-01-01 to 2012-02-01 is 1857.
        assertThat(Elapsed.between(start, timeline.fact(id(5)).orElseThrow()))
                .isEqualTo(new Elapsed(1493 / 30.4375, 1857 / 30.4375));
    }

    @Test
    void whatCountsFromAnEventOfUnknownDistanceIsStillCountedFromIt() {
        Timeline timeline = History.of(
                        ENROLLED,
                        new ImatinibStarted(ClinicalDate.of("2007"), 400, 1, 1, null),
                        followUp(atLeast(id(2), 36)),
                        followUp(ClinicalDate.monthsAfter(id(3), 17)),
                        followUp(atLeast(id(4), 1)))
                .timeline();
        Fact<?> start = timeline.fact(id(2)).orElseThrow();
        Fact<?> operation = timeline.fact(id(3)).orElseThrow();
        Fact<?> dissemination = timeline.fact(id(4)).orElseThrow();

        assertThat(Elapsed.between(operation, dissemination)).isEqualTo(new Elapsed(17.0, 17.0));
        assertThat(Elapsed.between(dissemination, operation)).isEqualTo(new Elapsed(-17.0, -17.0));
        assertThat(Elapsed.between(start, operation)).isEqualTo(new Elapsed(36.0, null));
        assertThat(Elapsed.between(start, dissemination)).isEqualTo(new Elapsed(53.0, null));
        assertThat(Elapsed.between(operation, start)).isEqualTo(new Elapsed(null, -36.0));
        assertThat(Elapsed.between(operation, timeline.fact(id(5)).orElseThrow()))
                .isEqualTo(new Elapsed(18.0, null));
    }

    private static ClinicalDate atLeast(org.accrual.study.words.EventId event, int months) {
        return new ClinicalDate(null, null, ClinicalDate.Precision.AFTER, new ClinicalDate.Anchor(event, months, 0));
    }

    @Test
    void whateverTheOrderOfArrivalTheTimelineIsTheSame() {
        var facts = new ArrayList<>(List.of(
                start("2003-04"),
                stop("2005-01-10"),
                resection("2005-01-17", ResectionMargin.R1),
                rechallenge("2006-01-01", false),
                followUp(ClinicalDate.of("2007"))));
        List<ClinicalDate> expected = facts.stream()
                .map(fact -> ((org.accrual.study.events.ClinicalEvent) fact).date())
                .toList();
        var random = new Random(42);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(facts, random);
            var events = new ArrayList<PatientEvent>(List.of(ENROLLED));
            events.addAll(facts);
            PatientState state = History.of(events.toArray(PatientEvent[]::new));
            assertThat(state.timeline().facts()).extracting(Fact::date).isEqualTo(expected);
            assertThat(state.timeline().courses("imatinib").list())
                    .extracting(Course::open)
                    .containsExactly(false, true);
        }
    }

    @Test
    void aStopMayArriveBeforeItsStart() {
        PatientEvent[] early = {ENROLLED, rechallenge("2012-02", true), stop("2010-08")};
        assertThat(History.of(early).timeline().courses("imatinib").stopsWithoutStart())
                .hasSize(1);
        PatientEvent[] complete = Arrays.copyOf(early, 4);
        complete[3] = start("2007-08");
        Courses courses = History.of(complete).timeline().courses("imatinib");
        assertThat(courses.stopsWithoutStart()).isEmpty();
        assertThat(courses.list()).extracting(Course::stopInferred).containsExactly(false, false);
    }

    @Test
    void aSecondStopEndsNothing() {
        Courses courses = History.of(ENROLLED, start("2003"), stop("2004"), stop("2005"))
                .timeline()
                .courses("imatinib");
        assertThat(courses.list().getFirst().stop().id()).isEqualTo(id(3));
        assertThat(courses.stopsWithoutStart()).extracting(Fact::id).containsExactly(id(4));
    }

    @Test
    void aRechallengeWithoutAStopInfersOne() {
        PatientEvent[] events = {
            ENROLLED, start("2007-08"), rechallenge("2012-02", true), followUp(ClinicalDate.of("2014"))
        };
        Courses courses = History.of(events).timeline().courses("imatinib");
        assertThat(courses.list().getFirst().canContain(ClinicalDate.of("2010")))
                .isTrue();
        assertThat(courses.list().getFirst().canContain(ClinicalDate.of("2013")))
                .isFalse();
    }

    @Test
    void refusesAHistoryThatNoWriterWrote() {
        PatientState enrolled = History.of(ENROLLED);
        assertThatThrownBy(() ->
                        enrolled.evolve(History.recorded(2, new EventRetracted(id(9), CorrectionReason.OTHER, "?"))))
                .isInstanceOf(IllegalStateException.class);
    }
}
