package org.accrual.statistics;

/** More than two events per event time, on average: the order of events within a time is then mostly unknown. */
public final class HeavyTies {

    private HeavyTies() {}

    public static Warning warning(long events, long eventTimes) {
        return Warning.of(
                Warning.Kind.HEAVY_TIES,
                "%d events share %d distinct times; finer dates would say more.",
                events,
                eventTimes);
    }
}
