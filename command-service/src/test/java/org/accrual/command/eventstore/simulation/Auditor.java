package org.accrual.command.eventstore.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.accrual.command.eventstore.simulation.SimulatedLog.Landed;
import org.accrual.command.eventstore.writer.AppendResult;
import org.accrual.command.eventstore.writer.HistoryEvent;
import org.accrual.log.format.Genesis;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordHash;
import org.apache.kafka.common.header.Header;

/**
 * Judges a world from outside: reads the log by the written rule with code of its own, and holds it against what clients
 * were told, what events say that they were decided on, and what the instances believe.
 */
final class Auditor {
    /** One record of the history, taken apart by hand. */
    private record Fact(
            String chain, String patient, String command, String id, long sequence, Instant time, String premise) {}

    private final World world;
    private final Map<String, RecordHash> acknowledged = new HashMap<>();
    private final Map<String, Integer> cutsBeforeDraft = new HashMap<>();
    private final Set<String> answers = new HashSet<>();
    private final Set<String> denied = new HashSet<>();
    private final Set<RecordHash> lost = new HashSet<>();
    private final Map<String, Long> told = new TreeMap<>();

    Auditor(World world) {
        this.world = world;
    }

    void drafted(String eventId) {
        cutsBeforeDraft.put(eventId, world.log().cuts());
    }

    void answered(SimulatedInstance by, String eventId, AppendResult result) {
        check(answers.add(eventId), "answered twice: " + result);
        told.merge(words(result), 1L, Long::sum);
        switch (result) {
            case AppendResult.Appended(LogRecord record, long _) ->
                check(
                        by.isMistaken() || world.log().wasReplicated(record.hash(), record.offset()),
                        "acknowledged before all replicas had it: " + record);
            case AppendResult.Conflict _, AppendResult.Unavailable _, AppendResult.Unsendable _ -> {
                if (!by.isMistaken()) denied.add(eventId);
            }
            case AppendResult.Duplicate _ -> {}
            case AppendResult.Unknown _ -> check(!world.isSureToServe(), "nobody tried again in time: " + result);
        }
    }

    /** What was said, and how often. */
    Map<String, Long> told() {
        return told;
    }

    private static String words(AppendResult result) {
        return switch (result) {
            case AppendResult.Unknown(String reason) -> reason;
            case AppendResult.Unavailable(String reason) -> reason;
            case AppendResult.Unsendable(var _, String reason) -> reason;
            case AppendResult.Appended _ -> "appended";
            case AppendResult.Duplicate _ -> "duplicate";
            case AppendResult.Conflict _ -> "conflict";
        };
    }

    /** One who lives in a history that the log has lost, and can't know it yet, may say what is no longer so. */
    void acknowledged(boolean mistaken, String actor, String commandId, LogRecord record) {
        if (mistaken) lost.add(record.hash());
        acknowledged.put(actor + "/" + commandId, record.hash());
    }

    void beforeACut() {
        history().forEach(landed -> lost.add(landed.proposalOrNull().hash()));
    }

    void afterACut() {
        history().forEach(landed -> lost.remove(landed.proposalOrNull().hash()));
    }

    void judge(List<SimulatedInstance> instances) {
        List<Landed> history = history();
        List<Fact> facts = history.stream().map(Auditor::fact).toList();
        everyCommandOnce(facts);
        nothingThatWasDenied(history);
        everyAcknowledgementKept(history);
        everyEventDecidedOnTheStateBeforeIt(facts);
        everyChainInOrder(facts);
        instances.forEach(instance -> believesTheSame(instance, history));
    }

    private List<Landed> history() {
        Map<String, RecordHash> heads = new HashMap<>();
        List<Landed> history = new ArrayList<>();
        for (Landed landed : world.log().all()) {
            Proposal p = landed.proposalOrNull();
            if (p == null) continue;
            RecordHash head = heads.computeIfAbsent(p.key().text(), _ -> Genesis.of(SimulatedLog.TOPIC, p.key()));
            if (!p.predecessor().equals(head)) continue;
            heads.put(p.key().text(), p.hash());
            history.add(landed);
        }
        return history;
    }

    private static Fact fact(Landed landed) {
        return new Fact(
                landed.proposalOrNull().key().text(),
                header(landed, "ce_subject"),
                header(landed, "ce_actor") + "/" + header(landed, "ce_commandid"),
                header(landed, "ce_id"),
                Long.parseLong(header(landed, "ce_sequence")),
                Instant.parse(header(landed, "ce_time")),
                new String(landed.record().value(), UTF_8));
    }

    private static String header(Landed landed, String name) {
        Header header = landed.record().headers().lastHeader(name);
        return new String(header.value(), UTF_8);
    }

    private void everyCommandOnce(List<Fact> facts) {
        Set<String> seen = new HashSet<>();
        for (Fact fact : facts) check(seen.add(fact.command), "recorded twice: " + fact);
    }

    /** A log that was cut between may have brought a void record back to life; then a denial is no longer true. */
    private void nothingThatWasDenied(List<Landed> history) {
        for (Landed landed : history) {
            String id = header(landed, "ce_id");
            check(
                    !denied.contains(id) || landed.cutsBefore() > cutsBeforeDraft.get(id),
                    "recorded although denied: " + fact(landed));
        }
    }

    /** Except what the log itself has lost: as with any log, nobody can keep that. */
    private void everyAcknowledgementKept(List<Landed> history) {
        Set<RecordHash> kept = new HashSet<>();
        history.forEach(landed -> kept.add(landed.proposalOrNull().hash()));
        acknowledged.forEach((command, hash) ->
                check(kept.contains(hash) || lost.contains(hash), "acknowledged and not in the history: " + command));
    }

    private void everyEventDecidedOnTheStateBeforeIt(List<Fact> facts) {
        Map<String, List<Fact>> before = new HashMap<>();
        for (Fact fact : facts) {
            List<Fact> chain = before.computeIfAbsent(fact.chain, _ -> new ArrayList<>());
            if (!fact.premise.startsWith("NOTHING")) checkPremise(fact, chain);
            chain.add(fact);
        }
    }

    private void checkPremise(Fact fact, List<Fact> chain) {
        List<Fact> state = fact.premise.startsWith("CHAIN")
                ? chain
                : chain.stream().filter(f -> f.patient.equals(fact.patient)).toList();
        String last = state.isEmpty() ? "-" : state.getLast().id;
        check(
                fact.premise.endsWith("|" + state.size() + "|" + last),
                "decided on another state than (" + state.size() + ", " + last + "): " + fact);
    }

    private void everyChainInOrder(List<Fact> facts) {
        Map<String, Long> sequences = new HashMap<>();
        Map<String, Instant> times = new HashMap<>();
        for (Fact fact : facts) {
            long expected = sequences.merge(fact.chain + "/" + fact.patient, 1L, Long::sum);
            check(fact.sequence == expected, "has not the sequence " + expected + ": " + fact);
            Instant last = times.put(fact.chain, fact.time);
            check(last == null || !fact.time.isBefore(last), "recorded before its predecessor: " + fact);
        }
    }

    private void believesTheSame(SimulatedInstance instance, List<Landed> history) {
        List<Long> believed = instance.writer().events().stream()
                .map(HistoryEvent::record)
                .map(LogRecord::offset)
                .toList();
        List<Long> true_ = history.stream().map(l -> l.record().offset()).toList();
        check(believed.equals(true_), "an instance believes in another history");
    }

    void check(boolean holds, String otherwise) {
        if (!holds) throw new AssertionError("seed " + world.seed() + ": " + otherwise);
    }
}
