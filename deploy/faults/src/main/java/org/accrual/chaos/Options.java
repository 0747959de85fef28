package org.accrual.chaos;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.accrual.chaos.faults.Fault;

/**
 * What the command line says: {@code [--seed S] [--rounds N] [--fault NAME]}.
 *
 * @param only empty for every kind of fault
 */
record Options(long seed, int rounds, Optional<Fault> only) {
    static final String USAGE = "usage: deploy/chaos [--seed S] [--rounds N] [--fault NAME]\nfaults: "
            + Arrays.stream(Fault.values()).map(Fault::name).collect(Collectors.joining(" "));

    /** Five minutes or so on two cores. */
    private static final int ROUNDS = 20;

    private static final int ROUNDS_MAX = 100_000;

    /** @return empty if an option is unknown or incomplete, or no number or no fault where one should be */
    static Optional<Options> of(String... args) {
        long seed = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
        int rounds = ROUNDS;
        Optional<Fault> only = Optional.empty();
        try {
            for (int i = 0; i < args.length; i += 2) {
                if (i + 1 == args.length) return Optional.empty();
                switch (args[i]) {
                    case "--seed" -> seed = Long.parseLong(args[i + 1]);
                    case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
                    case "--fault" -> only = Optional.of(Fault.valueOf(args[i + 1]));
                    default -> {
                        return Optional.empty();
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return rounds < 1 || rounds > ROUNDS_MAX ? Optional.empty() : Optional.of(new Options(seed, rounds, only));
    }
}
