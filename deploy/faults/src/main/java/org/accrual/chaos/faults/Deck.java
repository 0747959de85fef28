package org.accrual.chaos.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Deals faults so that each comes once before any comes again. */
public final class Deck {
    private final List<Fault> possible;
    private final List<Fault> left = new ArrayList<>();

    public Deck(World world) {
        possible = List.of(Fault.values()).stream()
                .filter(fault -> fault.isPossible(world))
                .toList();
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
