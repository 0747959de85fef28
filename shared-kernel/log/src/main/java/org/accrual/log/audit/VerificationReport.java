package org.accrual.log.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.accrual.log.clients.Break;

/**
 * What an auditor says of a log.
 *
 * @param records accepted ones
 * @param voids void and malformed records
 * @param checkpoints whose signatures hold
 * @param last the last such checkpoint
 * @param breaks what could not be read, then by place: the first bad record first
 */
public record VerificationReport(
        long chains, long records, long voids, long checkpoints, Optional<Checkpoint> last, List<Break> breaks) {

    /** With what others found. */
    public VerificationReport alsoBroken(List<Break> found) {
        List<Break> all = Stream.concat(breaks.stream(), found.stream())
                .sorted(Break.CAUSES_FIRST)
                .toList();
        return new VerificationReport(chains, records, voids, checkpoints, last, all);
    }

    /** {@code N chains, N records, N void, N broken}. */
    public String summary() {
        return chains + " chains, " + records + " records, " + voids + " void, " + breaks.size() + " broken";
    }
}
