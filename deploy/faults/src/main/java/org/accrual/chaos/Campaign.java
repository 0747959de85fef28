package org.accrual.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.accrual.chaos.audit.Auditor;
import org.accrual.chaos.audit.LogReader;
import org.accrual.chaos.audit.Reading;
import org.accrual.chaos.cluster.KafkaCluster;
import org.accrual.chaos.faults.Deck;
import org.accrual.chaos.faults.Fault;
import org.accrual.chaos.faults.World;
import org.accrual.chaos.fleet.Fleet;
import org.accrual.chaos.ledger.Ledger;
import org.accrual.chaos.load.Load;
import org.accrual.chaos.process.Await;
import org.accrual.chaos.process.Ports;
import org.accrual.chaos.verification.Verification;
import org.apache.kafka.common.KafkaException;

/** A cluster and a fleet from nothing, faults under load, and the judgement of the log that is left. */
final class Campaign {
    /** What a service keeps in its memory grows with the log, so a long run takes a new cluster now and then. */
    static final int ROUNDS_MAX = 40;

    private static final Duration CALM = Duration.ofSeconds(1);
    private static final Duration SIGNED_WITHIN = Duration.ofSeconds(30);

    private final Report report;
    private final Optional<Fault> only;
    private final SplittableRandom random;
    private final Ledger ledger = new Ledger();
    private final List<Reading.Witnessed> witnessed = new ArrayList<>();

    Campaign(Report report, Optional<Fault> only, SplittableRandom random) {
        this.report = report;
        this.only = only;
        this.random = random;
    }

    void run(Path root, Path directory, int firstRound, int rounds) {
        Ports ports = new Ports();
        try (KafkaCluster kafka = KafkaCluster.start(directory, Fleet.SERVICES, ports);
                Fleet fleet = Fleet.start(root, directory, kafka, ports)) {
            if (kafka.smallDisk().isEmpty())
                report.say("no file system may be mounted here: NO DISK IS FILLED OR MADE READ-ONLY");
            Load load = Load.start(fleet, ledger);
            report.say("three brokers and " + Fleet.SERVICES + " command services are under load");
            try {
                rounds(new World(kafka, fleet, load), firstRound, rounds);
            } catch (IllegalStateException | KafkaException e) {
                report.failed(e.getMessage());
            }
            load.end();
            report.say("commands: " + load.answers());
            report.say("sendings that had to be repeated: " + load.troubles());
            judge(kafka);
            verify(kafka, fleet);
            load.close();
        }
    }

    private void rounds(World world, int firstRound, int rounds) {
        Deck deck = new Deck(world, only);
        Reading witness = new Reading(World.EVENTS, Fleet.PARTITIONS, List.of());
        for (int round = firstRound; round < firstRound + rounds; round++) {
            Await.pause(CALM);
            report.struck(round, deck.strike(world, random.split()));
            world.heal();
            LogReader.readToEnd(world.kafka().bootstrapServers(), World.EVENTS, witness);
            witnessed.addAll(witness.witnessed());
        }
    }

    /** A service that took a fault for an attack would sign no more, and the log would never be signed to its end. */
    private void verify(KafkaCluster kafka, Fleet fleet) {
        Verification verification =
                new Verification(kafka.bootstrapServers(), Fleet.PARTITIONS, fleet.verificationKey());
        if (!Await.within(SIGNED_WITHIN, verification::isSignedToItsEnd)) {
            report.failed("nobody signs the log to its end");
        }
        report.verified(verification.report());
    }

    private void judge(KafkaCluster kafka) {
        Reading log = new Reading(World.EVENTS, Fleet.PARTITIONS, witnessed);
        LogReader.readToEnd(kafka.bootstrapServers(), World.EVENTS, log);
        report.judged(log, Auditor.judge(ledger, log));
    }
}
