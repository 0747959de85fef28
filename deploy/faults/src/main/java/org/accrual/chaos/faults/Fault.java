package org.accrual.chaos.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.accrual.chaos.cluster.Broker;
import org.accrual.chaos.cluster.SmallDisk;
import org.accrual.chaos.fleet.CommandService;
import org.accrual.chaos.load.Recovery;
import org.accrual.chaos.network.Link;
import org.accrual.chaos.process.Await;

/** What can be done to a fleet and its cluster under load. What is broken stays so until {@link World#heal}. */
public enum Fault {
    INSTANCE_KILLED {
        @Override
        Struck strike(World world, RandomGenerator random) {
            CommandService victim = world.anyService(random);
            victim.process().kill();
            return struck(victim + " killed", Death.OF_AN_INSTANCE, world.watchRecovery());
        }
    },
    INSTANCE_FROZEN {
        @Override
        Struck strike(World world, RandomGenerator random) {
            CommandService victim = world.anyService(random);
            Duration time = between(random, 2, 12);
            victim.process().freeze();
            Struck struck = struck(victim + " frozen", Death.NONE, world.watchRecovery());
            Await.pause(time);
            victim.process().thaw();
            return struck;
        }
    },
    BROKER_KILLED {
        @Override
        Struck strike(World world, RandomGenerator random) {
            Broker victim = world.anyBroker(random);
            victim.process().kill();
            Struck struck = struck(victim + " killed", Death.OF_A_BROKER, world.watchRecovery());
            Await.pause(between(random, 0, 4));
            return struck;
        }
    },
    LEADER_KILLED {
        @Override
        Struck strike(World world, RandomGenerator random) {
            int partition = world.anyPartition(random);
            Broker victim = world.kafka().leaderOf(World.EVENTS, partition);
            victim.process().kill();
            Struck struck = struck(leads(victim, partition) + " killed", Death.OF_A_BROKER, world.watchRecovery());
            Await.pause(between(random, 0, 4));
            return struck;
        }
    },
    LEADER_FROZEN {
        @Override
        Struck strike(World world, RandomGenerator random) {
            int partition = world.anyPartition(random);
            Broker victim = world.kafka().leaderOf(World.EVENTS, partition);
            Duration time = between(random, 2, 12);
            victim.process().freeze();
            Struck struck = struck(leads(victim, partition) + " frozen", Death.NONE, world.watchRecovery());
            Await.pause(time);
            victim.process().thaw();
            return struck;
        }
    },
    LEADER_AND_INSTANCE_KILLED {
        @Override
        Struck strike(World world, RandomGenerator random) {
            int partition = world.anyPartition(random);
            Broker leader = world.kafka().leaderOf(World.EVENTS, partition);
            CommandService service = world.anyService(random);
            leader.process().kill();
            service.process().kill();
            return struck(
                    leads(leader, partition) + " and " + service + " killed", Death.OF_A_BROKER, world.watchRecovery());
        }
    },
    /** With nobody left to answer, the time counts from the start of the brokers. */
    ALL_BROKERS_KILLED {
        @Override
        Struck strike(World world, RandomGenerator random) {
            world.kafka().brokers().forEach(broker -> broker.process().kill());
            Await.pause(between(random, 1, 5));
            world.kafka().brokers().forEach(world.kafka()::restart);
            return struck("all brokers killed and started again", Death.NONE, world.watchRecovery());
        }
    },
    LINK_CUT {
        @Override
        Struck strike(World world, RandomGenerator random) {
            int partition = world.anyPartition(random);
            Broker broker = world.kafka().leaderOf(World.EVENTS, partition);
            CommandService service = world.anyService(random);
            String what = "network between " + service + " and " + leads(broker, partition);
            return cut(world, random, what, List.of(world.kafka().link(service.number(), broker)));
        }
    },
    INSTANCE_CUT_OFF {
        @Override
        Struck strike(World world, RandomGenerator random) {
            CommandService service = world.anyService(random);
            String what = "network between " + service + " and all brokers";
            return cut(world, random, what, world.kafka().links(service.number()));
        }
    },
    DISK_FULL {
        @Override
        boolean isPossible(World world) {
            return world.kafka().smallDisk().isPresent();
        }

        @Override
        Struck strike(World world, RandomGenerator random) {
            SmallDisk disk = world.kafka().smallDisk().orElseThrow();
            Broker victim = world.kafka().brokerOnSmallDisk();
            disk.fill();
            Recovery recovery = world.watchRecovery();
            boolean ended = victim.process().awaitEnd(FULL_FOR_AT_MOST);
            Struck struck = struck(
                    "disk of " + victim + " filled, which " + (ended ? "ended it" : "it survived"),
                    Death.NONE,
                    recovery);
            disk.free();
            // A broker that lost its only directory serves nothing until it is started again.
            if (!ended) victim.process().kill();
            return struck;
        }
    },
    /** As a disk is whose file system met an error: a broker that comes back to it can't go on, the others can. */
    DISK_READ_ONLY {
        @Override
        boolean isPossible(World world) {
            return world.kafka().smallDisk().isPresent();
        }

        @Override
        Struck strike(World world, RandomGenerator random) {
            SmallDisk disk = world.kafka().smallDisk().orElseThrow();
            Broker victim = world.kafka().brokerOnSmallDisk();
            victim.process().kill();
            Recovery recovery = world.watchRecovery();
            disk.makeReadOnly();
            world.kafka().restart(victim);
            boolean ended = victim.process().awaitEnd(READ_ONLY_FOR_AT_MOST);
            Struck struck = struck(
                    "disk of " + victim + " read-only, which then "
                            + (ended ? "did not start" : "started all the same"),
                    Death.OF_A_BROKER,
                    recovery);
            if (!ended) victim.process().kill();
            disk.makeWritable();
            return struck;
        }
    },
    /** A follower that missed records must not be the one to lead. */
    REPLICA_BEHIND {
        @Override
        Struck strike(World world, RandomGenerator random) {
            int partition = world.anyPartition(random);
            Broker leader = world.kafka().leaderOf(World.EVENTS, partition);
            Broker behind = putBehind(world, random, partition, leader);
            behind.process().thaw();
            leader.process().kill();
            return struck(
                    leads(leader, partition) + " killed while " + behind + " was behind",
                    Death.OF_A_BROKER,
                    world.watchRecovery());
        }
    },
    /**
     * Both that have everything die; the one that is behind may not answer alone. Nor, after such an end, may the first
     * that comes back: Kafka's eligible leader replicas wait for the last one. The time counts from its start.
     */
    ONLY_REPLICA_BEHIND_LEFT {
        @Override
        Struck strike(World world, RandomGenerator random) {
            int partition = world.anyPartition(random);
            Broker leader = world.kafka().leaderOf(World.EVENTS, partition);
            Broker behind = putBehind(world, random, partition, leader);
            Broker third = world.kafka().brokers().stream()
                    .filter(broker -> broker != leader && broker != behind)
                    .findFirst()
                    .orElseThrow();
            third.process().kill();
            leader.process().kill();
            behind.process().thaw();
            Await.pause(between(random, 1, 4));
            Broker first = random.nextBoolean() ? leader : third;
            world.kafka().restart(first);
            Await.pause(between(random, 1, 8));
            world.kafka().restart(first == leader ? third : leader);
            return struck(
                    leader + " and " + third + " killed while " + behind + " was behind, " + first
                            + " started again, then the other",
                    Death.NONE,
                    world.watchRecovery());
        }
    };

    /** What died, if that alone should be got over within a known time. */
    public enum Death {
        OF_AN_INSTANCE,
        OF_A_BROKER,
        NONE
    }

    /** @param recovery time until every center was answered again; empty if one was not within a minute */
    public record Struck(String what, Death death, Optional<Duration> recovery) {}

    private static final Duration FULL_FOR_AT_MOST = Duration.ofSeconds(20);
    private static final Duration READ_ONLY_FOR_AT_MOST = Duration.ofSeconds(20);
    private static final Duration BEHIND_WITHIN = Duration.ofSeconds(30);

    abstract Struck strike(World world, RandomGenerator random);

    boolean isPossible(World world) {
        return true;
    }

    private static Struck struck(String what, Death death, Recovery recovery) {
        return new Struck(what, death, recovery.await());
    }

    private static Struck cut(World world, RandomGenerator random, String what, List<Link> links) {
        Link.State state = random.nextBoolean() ? Link.State.SILENT : Link.State.RESETTING;
        Duration time = between(random, 3, 10);
        links.forEach(link -> link.set(state));
        String how = state == Link.State.SILENT ? " silent" : " resetting";
        Struck struck = struck(what + how, Death.NONE, world.watchRecovery());
        Await.pause(time);
        links.forEach(link -> link.set(Link.State.OPEN));
        return struck;
    }

    private static Broker putBehind(World world, RandomGenerator random, int partition, Broker leader) {
        List<Broker> followers =
                world.kafka().brokers().stream().filter(b -> b != leader).toList();
        Broker behind = followers.get(random.nextInt(followers.size()));
        behind.process().freeze();
        Await.until(behind + " behind", BEHIND_WITHIN, () -> world.kafka().isBehind(World.EVENTS, partition, behind));
        return behind;
    }

    private static String leads(Broker broker, int partition) {
        return broker + ", leader of partition " + partition + ",";
    }

    private static Duration between(RandomGenerator random, int fromSeconds, int toSeconds) {
        return Duration.ofMillis(random.nextLong(fromSeconds * 1_000L, toSeconds * 1_000L + 1));
    }
}
