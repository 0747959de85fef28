package org.accrual.chaos;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** What the command line says: {@code [--seed S] [--rounds N]}. */
record Options(long seed, int rounds) {
    static final String USAGE = "usage: deploy/chaos [--seed S] [--rounds N]";

    /** Five minutes or so on two cores. */
    private static final int ROUNDS = 20;

    private static final int ROUNDS_MAX = 100_000;

    /** @return empty if an option is unknown, incomplete, or not a number */
    static Optional<Options> of(String... args) {
        long seed = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
        int rounds = ROUNDS;
        try {
            for (int i = 0; i < args.length; i += 2) {
                if (i + 1 == args.length) return Optional.empty();
                switch (args[i]) {
                    case "--seed" -> seed = Long.parseLong(args[i + 1]);
                    case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
                    default -> {
                        return Optional.empty();
                    }
                }
            }
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        return rounds < 1 || rounds > ROUNDS_MAX ? Optional.empty() : Optional.of(new Options(seed, rounds));
    }
}
