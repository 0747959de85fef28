package org.accrual.command.therapy;

import static org.accrual.command.Scenario.SUBJECT;
import static org.accrual.command.Scenario.on;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.accrual.command.Scenario;
import org.accrual.command.intake.Command;
import org.accrual.command.therapy.TherapyCommands.ChangeImatinibDose;
import org.accrual.command.therapy.TherapyCommands.Rechallenge;
import org.accrual.command.therapy.TherapyCommands.RechallengeImatinib;
import org.accrual.command.therapy.TherapyCommands.Start;
import org.accrual.command.therapy.TherapyCommands.StartImatinib;
import org.accrual.command.therapy.TherapyCommands.StartTherapy;
import org.accrual.command.therapy.TherapyCommands.StopImatinib;
import org.accrual.command.therapy.TherapyCommands.StopTherapy;
import org.accrual.study.events.Therapy.ImatinibDoseChanged;
import org.accrual.study.events.Therapy.ImatinibRechallenged;
import org.accrual.study.events.Therapy.ImatinibStarted;
import org.accrual.study.events.Therapy.ImatinibStopped;
import org.accrual.study.events.Therapy.StopReason;
import org.accrual.study.events.Therapy.TherapyStarted;
import org.accrual.study.events.Therapy.TherapyStopped;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TherapyTest {
    private final Scenario patient = Scenario.patient();

    /**
     * Starts (s), stops (x) and re-challenges (r) on record, a command, and what it comes to: the number of the course,
     * with "inferred" if the stop before it is, or the reason why not.
     */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    -,                              s2003,    1
                    s2003 x2005,                    s2008,    2
                    s2008,                          s2003,    COURSE_ALREADY_OPEN
                    s2008 x2005,                    s2003,    1
                    s2003,                          s2005,    COURSE_ALREADY_OPEN
                    s2003,                          s2003-05, COURSE_ALREADY_OPEN
                    s2003,                          sUNKNOWN, COURSE_ALREADY_OPEN
                    s2003 x2005 s2008,              s2004,    COURSE_ALREADY_OPEN
                    s2003 x2005 s2008,              s2006,    COURSE_ALREADY_OPEN
                    s2003 x2005 x2007 s2008,        s2006,    2
                    -,                              r2005,    NO_EARLIER_COURSE
                    s2008,                          r2005,    NO_EARLIER_COURSE
                    s2003,                          r2005,    2 inferred
                    s2003 x2004,                    r2005,    2
                    s2003 x2007,                    r2005,    2 inferred
                    s2003-05,                       r2003,    2 inferred
                    s2003 x2005 s2008,              r2006,    COURSE_ALREADY_OPEN
                    s2003 x2005 s2008 x2007,        r2006,    2
                    s2003 r2008,                    r2005,    2 inferred
                    -,                              x2005,    NO_COURSE
                    s2003,                          x2005,    stopped
                    s2003,                          x2003-01, stopped
                    s2003,                          xUNKNOWN, stopped
                    s2008,                          x2005,    stopped
                    s2003 x2001,                    x2005,    stopped
                    s2003 x2005,                    x2006,    NO_COURSE
                    s2003 x2005,                    x2004,    NO_COURSE
                    s2003 x2005 s2008,              x2009,    stopped
                    s2003 x2005 s2008,              x2007,    stopped
                    s2003 r2005,                    x2004,    stopped
                    """)
    void coursesFollowClinicalTimeAndEndBeforeTheNextBegins(String recorded, String command, String outcome) {
        if (recorded != null) for (String event : recorded.split(" ")) patient.given(event(event));
        expect(command(command), command, outcome);
    }

    private void expect(Command command, String sign, String outcome) {
        ClinicalDate date = date(sign);
        switch (outcome) {
            case "1", "2" ->
                patient.records(command, sign.startsWith("s") ? started(date, outcome) : again(date, false));
            case "2 inferred" -> patient.records(command, again(date, true));
            case "stopped" -> patient.records(command, stopped(date));
            default -> patient.refuses(command, Reason.valueOf(outcome));
        }
    }

    private static ImatinibStarted started(ClinicalDate date, String course) {
        return new ImatinibStarted(date, 400, 1, Integer.parseInt(course), null);
    }

    private static ImatinibRechallenged again(ClinicalDate date, boolean inferred) {
        return new ImatinibRechallenged(date, 400, 2, inferred, null);
    }

    private static ImatinibStopped stopped(ClinicalDate date) {
        return new ImatinibStopped(date, StopReason.NOT_STATED, false, null);
    }

    private static org.accrual.study.events.Therapy event(String sign) {
        return switch (sign.charAt(0)) {
            case 's' -> started(date(sign), "1");
            case 'x' -> stopped(date(sign));
            case 'r' -> again(date(sign), true);
            default -> throw new IllegalArgumentException(sign);
        };
    }

    private static Command command(String sign) {
        return switch (sign.charAt(0)) {
            case 's' -> new StartImatinib(SUBJECT, new Start(date(sign), 400, 1, null));
            case 'x' -> new StopImatinib(SUBJECT, stopped(date(sign)));
            case 'r' -> new RechallengeImatinib(SUBJECT, new Rechallenge(date(sign), 400, null));
            default -> throw new IllegalArgumentException(sign);
        };
    }

    private static ClinicalDate date(String sign) {
        return sign.endsWith("UNKNOWN") ? ClinicalDate.UNKNOWN : on(sign.substring(1));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',             2004, NO_COURSE
                    's2003',        2002, NOT_ON_THERAPY
                    's2003 x2005',  2006, NOT_ON_THERAPY
                    's2003 x2005',  2004, changed
                    's2003 x2005',  2005, changed
                    's2003',        2009, changed
                    """)
    void changesADoseOnlyWithinACourse(String recorded, String date, String outcome) {
        if (!recorded.isEmpty()) for (String event : recorded.split(" ")) patient.given(event(event));
        var change = new ImatinibDoseChanged(on(date), 600, "progression", null);
        var command = new ChangeImatinibDose(SUBJECT, change);
        if (outcome.equals("changed")) patient.records(command, change);
        else patient.refuses(command, Reason.valueOf(outcome));
    }

    @Test
    void tellsHowToGoOnWhenACourseIsOpen() {
        patient.given(event("s2003"));
        assertThat(patient.refusal(command("s2005")).detail()).contains("RechallengeImatinib", "2003");
    }

    @Test
    void anAgentsCoursesAreItsOwn() {
        var sunitinib = new TherapyStarted(on("2006"), "Sunitinib", true, new BigDecimal("37.5"), 2, null);
        patient.given(event("s2003")).records(new StartTherapy(SUBJECT, sunitinib), sunitinib);
    }

    @Test
    void oneOpenCoursePerOtherAgentToo() {
        var first = new TherapyStarted(on("2006"), "sunitinib", true, null, 2, null);
        var second = new TherapyStarted(on("2007"), "sunitinib", true, null, 2, null);
        patient.given(first).refuses(new StartTherapy(SUBJECT, second), Reason.COURSE_ALREADY_OPEN);
        patient.given(new TherapyStopped(on("2006-08"), "sunitinib", StopReason.TOXICITY, null))
                .records(new StartTherapy(SUBJECT, second), second);
    }

    @Test
    void stopsNoAgentThatNeverStarted() {
        var stop = new TherapyStopped(on("2006"), "sunitinib", StopReason.TOXICITY, null);
        patient.given(event("s2003")).refuses(new StopTherapy(SUBJECT, stop), Reason.NO_COURSE);
    }

    @Test
    void aContradictionMadeByCorrectionBlocksNothingElse() {
        patient.givenAll(List.of(event("s2003"), event("s2005"), event("x2006")));
        patient.records(command("s2008"), started(on("2008"), "3"));
    }
}
