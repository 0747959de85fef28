package org.accrual.chaos.audit;

import static org.accrual.chaos.audit.Findings.Kind.BROKEN_CHAINS;
import static org.accrual.chaos.audit.Findings.Kind.CONFLICTING;
import static org.accrual.chaos.audit.Findings.Kind.DUPLICATED;
import static org.accrual.chaos.audit.Findings.Kind.LOST;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.accrual.chaos.ledger.Answer;
import org.accrual.chaos.ledger.Entry;
import org.accrual.chaos.ledger.Intent;
import org.accrual.chaos.ledger.Ledger;

/** Holds what callers were told against what the log says. */
public final class Auditor {
    /** Nothing is asked of a patient, an event or a center before its caller was told that it is there. */
    private static final Set<String> OF_THE_PAST =
            Set.of("patient-unknown", "event-unknown", "center-not-active", "study-not-open");

    private final Ledger ledger;
    private final Findings findings = new Findings();
    private final Map<UUID, AcceptedEvent> byCommand = new HashMap<>();

    private Auditor(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * @param reading of the whole log, after everything has ended
     */
    public static Findings judge(Ledger ledger, Reading reading) {
        Auditor auditor = new Auditor(ledger);
        auditor.history(reading.accepted());
        ledger.entries().forEach(auditor::answers);
        auditor.wholeness(reading);
        return auditor.findings;
    }

    private void history(List<AcceptedEvent> events) {
        Set<UUID> ids = new HashSet<>();
        Map<String, Long> sequences = new HashMap<>();
        Map<String, Instant> times = new HashMap<>();
        Rules rules = new Rules(findings);
        for (AcceptedEvent event : events) {
            if (!ids.add(event.id())) findings.add(DUPLICATED, "event id of " + event);
            if (byCommand.putIfAbsent(event.command(), event) != null)
                findings.add(DUPLICATED, event + " and " + byCommand.get(event.command()));
            inSequence(event, sequences);
            forwards(event, times);
            ledger.find(event.command())
                    .ifPresentOrElse(
                            entry -> asked(event, entry, rules),
                            () -> findings.add(CONFLICTING, "nobody asked for " + event));
        }
    }

    /** Two decisions on one state would both have taken the same number. */
    private void inSequence(AcceptedEvent event, Map<String, Long> sequences) {
        long expected = sequences.merge(event.chain() + " " + event.subject(), 1L, Long::sum);
        if (event.sequence() != expected) findings.add(CONFLICTING, "sequence should be " + expected + " in " + event);
    }

    private void forwards(AcceptedEvent event, Map<String, Instant> times) {
        Instant before = times.put(event.chain(), event.time());
        if (before != null && event.time().isBefore(before))
            findings.add(BROKEN_CHAINS, "time runs backwards from " + before + " at " + event);
    }

    private void asked(AcceptedEvent event, Entry entry, Rules rules) {
        if (!entry.chain().equals(event.chain()))
            findings.add(CONFLICTING, "asked for in " + entry.chain() + ": " + event);
        rules.apply(entry.intent(), event);
    }

    private void answers(Entry entry) {
        AcceptedEvent event = byCommand.get(entry.key());
        List<Answer> answers = entry.answers();
        if (answers.size() > 1) findings.add(CONFLICTING, "one command, several answers: " + answers);
        for (Answer answer : answers) {
            switch (answer) {
                case Answer.Acknowledged acknowledged -> acknowledged(entry, acknowledged, event);
                case Answer.Refused refused -> {
                    if (event != null && answers.size() == 1)
                        findings.add(CONFLICTING, refused + " was told of what was accepted: " + event);
                    if (OF_THE_PAST.contains(refused.reason()))
                        findings.add(CONFLICTING, refused + " denies what was acknowledged before: " + entry.intent());
                }
            }
        }
    }

    private void acknowledged(Entry entry, Answer.Acknowledged told, AcceptedEvent event) {
        if (event == null) {
            findings.add(LOST, told + " of " + entry.chain() + ", command " + entry.key());
        } else if (!event.id().equals(told.event())
                || event.partition() != told.partition()
                || event.offset() + 1 != told.next()) {
            findings.add(LOST, told + " stands elsewhere: " + event);
        }
    }

    private void wholeness(Reading reading) {
        reading.notFoundAgain().stream()
                .map(Reading.Witnessed::partition)
                .distinct()
                .forEach(partition -> findings.add(
                        BROKEN_CHAINS, "partition " + partition + " is no longer what it was when it was read"));
        if (reading.gaps() > 0) findings.add(BROKEN_CHAINS, reading.gaps() + " offsets are missing");
        if (reading.malformed() > 0) findings.add(BROKEN_CHAINS, reading.malformed() + " records are malformed");
    }

    /** What no order of commands, each decided on the state before it, could have let through. */
    private static final class Rules {
        private final Findings findings;
        private final Set<Intent.Enrol> enrolled = new HashSet<>();
        private final Map<String, Integer> values = new HashMap<>();
        private final Set<Intent.StartCourse> started = new HashSet<>();
        private final Set<String> dead = new HashSet<>();
        private final Set<String> seenLater = new HashSet<>();

        Rules(Findings findings) {
            this.findings = findings;
        }

        void apply(Intent intent, AcceptedEvent event) {
            boolean allowed = switch (intent) {
                case Intent.Plain _ -> true;
                case Intent.Enrol enrol -> enrolled.add(enrol);
                case Intent.Increment(String target, int from) -> increment(target, from);
                case Intent.StartCourse start -> started.add(start);
                case Intent.Die(String patient) -> dead.add(patient) && !seenLater.contains(patient);
                case Intent.BeSeenLater(String patient) -> beSeen(patient);
            };
            if (!allowed) findings.add(CONFLICTING, intent + " could not be decided so: " + event);
        }

        /** Every target begins at 0. */
        private boolean increment(String target, int from) {
            Integer stood = values.put(target, from + 1);
            return (stood == null ? 0 : stood) == from;
        }

        /** As often as one likes, unless dead. */
        private boolean beSeen(String patient) {
            seenLater.add(patient);
            return !dead.contains(patient);
        }
    }
}
