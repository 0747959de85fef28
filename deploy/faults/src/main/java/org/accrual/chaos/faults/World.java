package org.accrual.chaos.faults;

import java.util.List;
import java.util.random.RandomGenerator;
import org.accrual.chaos.cluster.Broker;
import org.accrual.chaos.cluster.KafkaCluster;
import org.accrual.chaos.fleet.CommandService;
import org.accrual.chaos.fleet.Fleet;
import org.accrual.chaos.load.Load;
import org.accrual.chaos.load.Recovery;
import org.accrual.chaos.network.Link;

/** Everything that can be broken, and how it is mended. */
public record World(KafkaCluster kafka, Fleet fleet, Load load) {
    public static final String EVENTS = "study-events";
    private static final String KEYS = "patient-keys";

    Recovery watchRecovery() {
        return load.watchRecovery();
    }

    CommandService anyService(RandomGenerator random) {
        return fleet.services().get(random.nextInt(Fleet.SERVICES));
    }

    Broker anyBroker(RandomGenerator random) {
        return kafka.brokers().get(random.nextInt(KafkaCluster.BROKERS));
    }

    int anyPartition(RandomGenerator random) {
        return random.nextInt(Fleet.PARTITIONS);
    }

    /** Undoes whatever a fault did, and returns when everything is as it was before: running, in sync, ready. */
    public void heal() {
        fleet.services().forEach(service -> service.process().thaw());
        kafka.brokers().forEach(broker -> broker.process().thaw());
        fleet.services().forEach(service -> kafka.links(service.number()).forEach(link -> link.set(Link.State.OPEN)));
        kafka.heal(List.of(EVENTS, KEYS));
        fleet.heal();
    }
}
