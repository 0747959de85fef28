package org.accrual.query.survival;

/** More than two events per event time, on average: the order of events within a time is then mostly unknown. */
final class HeavyTies {

    private HeavyTies() {}

    static Warning warning(long events, long eventTimes) {
        return Warning.of(
                Warning.Kind.HEAVY_TIES,
                "%d events share %d distinct times; finer dates would say more.",
                events,
                eventTimes);
    }
}
