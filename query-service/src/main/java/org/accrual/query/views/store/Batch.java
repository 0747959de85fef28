package org.accrual.query.views.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.accrual.study.words.ChainId;

/**
 * What a batch of a partition's records comes to.
 *
 * @param events as recorded
 * @param trail their lines
 * @param rosters lines that have changed, by center
 * @param erased subjects whose payloads can't be read any more, seen so for the first time
 * @param subjects that have seen more
 * @param progress after the batch
 */
public record Batch(
        List<StoredEvent> events,
        List<TrailLine> trail,
        Map<ChainId, Collection<RosterLine>> rosters,
        List<Subject> erased,
        List<Subject> subjects,
        PartitionProgress progress) {}
