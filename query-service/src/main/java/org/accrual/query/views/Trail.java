package org.accrual.query.views;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.accrual.log.format.LogPosition;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;

/** Every accepted event of a study, in the order of recording: by time, then by place in the log. */
public interface Trail {
    /**
     * Which events; each part but the study may be null for any.
     *
     * @param type an event's simple name
     * @param from recorded then or later
     * @param to recorded then or earlier
     */
    record Filter(
            StudyId study, CenterId center, PatientId patient, String actor, String type, Instant from, Instant to) {}

    /**
     * @param hash of the event's record, hexadecimal
     * @param event empty if the payload was erased
     */
    record Entry(int partition, long offset, String hash, Envelope envelope, Optional<StudyEvent> event) {
        /** Just after the event, in its partition. */
        public LogPosition position() {
            return LogPosition.after(partition, offset);
        }

        /** Just before it. */
        public LogPosition before() {
            return LogPosition.START.with(partition, offset);
        }
    }

    long count(Filter filter, Cut cut);

    /**
     * Hands over entries one by one.
     *
     * @param skip how many to leave out from the beginning
     * @param limit at most so many
     */
    void read(Filter filter, Cut cut, long skip, int limit, Consumer<Entry> reader);
}
