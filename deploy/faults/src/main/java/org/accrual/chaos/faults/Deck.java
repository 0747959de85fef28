package org.accrual.chaos.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Deals faults so that each comes once before any comes again. */
public final class Deck {
    private final List<Fault> possible;
    private final List<Fault> left = new ArrayList<>();

    /** @param only empty for every kind */
    public Deck(World world, Optional<Fault> only) {
        possible = Arrays.stream(Fault.values())
                .filter(fault -> fault.isPossible(world))
                .filter(fault -> only.isEmpty() || only.get() == fault)
                .toList();
        if (possible.isEmpty()) throw new IllegalStateException("not possible on this machine: " + only.orElseThrow());
    }

    public Fault draw(RandomGenerator random) {
        if (left.isEmpty()) left.addAll(possible);
        return left.remove(random.nextInt(left.size()));
    }

    /** Does what was drawn. */
    public Fault.Struck strike(World world, RandomGenerator random) {
        return draw(random).strike(world, random);
    }
}
