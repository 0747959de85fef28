package org.accrual.study.patient;

import java.util.List;
import org.accrual.study.events.Agents;
import org.accrual.study.events.Therapy;
import org.accrual.study.events.Therapy.ImatinibDoseChanged;
import org.accrual.study.events.Therapy.ImatinibRechallenged;
import org.accrual.study.events.Therapy.TherapyStarted;
import org.accrual.study.words.ClinicalDate;

/**
 * One course of one agent, derived from the facts.
 *
 * @param number from 1, in clinical order
 * @param stop null while open, or if the stop is only inferred from the next course
 * @param next the start of the agent's next course; null if this is the last one
 * @param doses changes of an imatinib course's dose, in clinical order
 */
public record Course(
        String agent,
        int number,
        Fact<? extends Therapy> start,
        Fact<? extends Therapy> stop,
        Fact<? extends Therapy> next,
        List<Fact<ImatinibDoseChanged>> doses) {
    public Course {
        doses = List.copyOf(doses);
    }

    /** Nothing says that it has ended. */
    public boolean open() {
        return stop == null && next == null;
    }

    /** A re-challenge followed and no stop is on record: there was one, at an unknown date. */
    public boolean stopInferred() {
        return stop == null && next != null && next.event() instanceof ImatinibRechallenged;
    }

    /** Another start followed that is no re-challenge, and no stop is on record: the record contradicts itself. */
    public boolean overlapped() {
        return stop == null && next != null && !(next.event() instanceof ImatinibRechallenged);
    }

    /** Whether the course may have been going on at that time. */
    public boolean canContain(ClinicalDate date) {
        if (date.certainlyBefore(start.date())) return false;
        Fact<? extends Therapy> end = stop == null ? next : stop;
        return end == null || !date.certainlyAfter(end.date());
    }

    public boolean isTyrosineKinaseInhibitor() {
        return Agents.isTyrosineKinaseInhibitor(agent)
                || start.event() instanceof TherapyStarted therapy
                        && Boolean.TRUE.equals(therapy.tyrosineKinaseInhibitor());
    }
}
