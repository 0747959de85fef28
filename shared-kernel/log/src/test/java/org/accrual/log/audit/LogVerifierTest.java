package org.accrual.log.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.accrual.log.clients.Break;
import org.accrual.log.format.AcceptedLog;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.Genesis;
import org.accrual.log.format.Partitioning;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.Reading;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;
import org.accrual.log.format.RecordParser;
import org.accrual.log.keys.RecordSigner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attacker who can rewrite the log, and sometimes the checkpoints, but has no signing key. */
class LogVerifierTest {
    private static final String TOPIC = "study-events";
    private static final ChainKey TOKYO = new ChainKey("s1/tokyo");
    private static final ChainKey KAZAN = new ChainKey("s1/kazan");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    static Path keys;

    private static CheckpointSigner signer;
    private static RecordSigner service;

    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> checkpoints = new ArrayList<>();
    private final Map<ChainKey, RecordHash> heads = new HashMap<>();
    private final Map<ChainKey, Long> counts = new HashMap<>();
    private final LogState state = new LogState(TOPIC, 1);
    private final AcceptedLog reader = new AcceptedLog(TOPIC, 1);
    private CheckpointChain signed;

    /** Twelve signed offsets, two of them void, and eight that no checkpoint covers yet. */
    @BeforeEach
    void aLogOfTwoCenters() throws IOException {
        if (signer == null) {
            signer = CheckpointSigner.create(keys.resolve("checkpoint.key"));
            service = RecordSigner.fromFile(keys.resolve("checkpoint.key"));
        }
        signed = new CheckpointChain(TOPIC, signer.verifier());
        reader.begin(0);
        sign();
        RecordHash beforeRace = null;
        for (int i = 0; i < 5; i++) {
            beforeRace = head(TOKYO);
            accept(TOKYO);
            accept(KAZAN);
        }
        append(service.sign(draft(TOKYO, 99).onto(beforeRace)));
        append(service.sign(draft(TOKYO, 98).onto(beforeRace)));
        sign();
        for (int i = 0; i < 4; i++) {
            accept(TOKYO);
            accept(KAZAN);
        }
    }

    @Test
    void aWholeLogIsWhole() throws IOException {
        VerificationReport report = verify();
        assertThat(report.breaks()).isEmpty();
        assertThat(report.summary()).isEqualTo("2 chains, 18 records, 2 void, 0 broken");
        assertThat(report.checkpoints()).isEqualTo(2);
    }

    @Test
    void anEditedPayloadIsNamed() throws IOException {
        edit(4);
        assertFirstBreakAt(4, "are not what the checkpoint of", "edited");
    }

    @Test
    void anEditedPayloadAfterTheLastCheckpointIsNamed() throws IOException {
        edit(14);
        assertFirstBreakAt(14, "edited");
    }

    @Test
    void anEditedVoidRecordIsFoundOnceItIsSigned() throws IOException {
        edit(10);
        assertFirstBreakAt(10, "offsets 0 to 11 are not what the checkpoint of");
    }

    @Test
    void anEditedHeaderIsNamed() throws IOException {
        replaceHeader(14, "ce_actor", "someone-else");
        assertFirstBreakAt(14, "edited");
        replaceHeader(4, "ce_role", "INVESTIGATOR");
        assertFirstBreakAt(4, "edited");
    }

    @Test
    void anEditedTimeMakesARecordNoneAndIsNamed() throws IOException {
        replaceHeader(16, "ce_time", "2020-01-01T00:00:00.000000Z");
        assertFirstBreakAt(
                16, "the timestamp is not ce_time", "offset 18 names a predecessor", "this may have been it");
    }

    @Test
    void aDroppedRecordIsFoundByItsOffset() throws IOException {
        log.remove(15);
        assertFirstBreakAt(15, "offsets 15 to 15 are missing");
    }

    @Test
    void aDroppedRecordIsFoundThoughOffsetsWereRewritten() throws IOException {
        log.remove(15);
        renumber();
        assertFirstBreakAt(13, "dropped");
    }

    @Test
    void aDroppedSignedRecordIsFound() throws IOException {
        log.remove(5);
        renumber();
        assertFirstBreakAt(3, "dropped", "are not what the checkpoint of");
    }

    @Test
    void movedRecordsAreFound() throws IOException {
        Collections.swap(log, 13, 15);
        renumber();
        assertFirstBreakAt(13, "moved");
    }

    @Test
    void movedSignedRecordsAreFoundThoughOfDifferentChains() throws IOException {
        Collections.swap(log, 4, 5);
        renumber();
        assertFirstBreakAt(0, "are not what the checkpoint of");
    }

    @Test
    void anInsertedSignedRecordIsFound() throws IOException {
        log.add(6, consumed(draft(TOKYO, 77).onto(new RecordHash(1, 2, 3, 4)), 0));
        renumber();
        assertFirstBreakAt(6, "or this one inserted", "are not what the checkpoint of");
    }

    @Test
    void anInsertedRecordThatTakesTheHeadIsFound() throws IOException {
        RecordHash third = hash(4);
        log.add(5, consumed(draft(TOKYO, 4).onto(third), 0));
        renumber();
        assertFirstBreakAt(5, "are not what the checkpoint of");
    }

    @Test
    void insertedGarbageIsFound() throws IOException {
        log.add(6, record(TOPIC, 0, 0, null, null, new RecordHeaders()));
        renumber();
        assertFirstBreakAt(6, "are not what the checkpoint of");
    }

    /** Someone who may write to the topic and knows the head: nothing but the signature gives him away. */
    @Test
    void anAppendedRecordThatTakesTheHeadIsAStrangers() throws IOException {
        append(draft(TOKYO, 10).onto(head(TOKYO)));
        assertFirstBreakAt(20, "no command service signed it");
        assertThat(verify().breaks()).hasSize(1);
    }

    @Test
    void aSignatureOfAnotherRecordIsNone() throws IOException {
        Proposal stranger = draft(TOKYO, 10).onto(head(TOKYO));
        append(stranger.with(log.get(18).headers().lastHeader("ce_signature")));
        assertFirstBreakAt(20, "no command service signed it");
    }

    @Test
    void aSignatureOfAnotherKeyIsNone() throws IOException {
        CheckpointSigner.create(keys.resolve("stranger.key"));
        append(RecordSigner.fromFile(keys.resolve("stranger.key"))
                .sign(draft(TOKYO, 10).onto(head(TOKYO))));
        assertFirstBreakAt(20, "no command service signed it");
    }

    /** A competitor before the real successor makes all that follows void, as a lost race would. */
    @Test
    void anInsertedCompetitorAfterTheLastCheckpointIsAStrangers() throws IOException {
        log.add(14, consumed(draft(TOKYO, 7).onto(hash(12)), 0));
        renumber();
        assertFirstBreakAt(14, "no command service signed it");
    }

    @Test
    void theLastRecordEditedAfterTheLastCheckpointIsNamed() throws IOException {
        edit(19);
        assertFirstBreakAt(19, "no command service signed it");
    }

    @Test
    void aStrangersVoidRecordIsNamed() throws IOException {
        append(draft(TOKYO, 1).onto(hash(0)));
        assertFirstBreakAt(20, "no command service signed it");
    }

    @Test
    void aMalformedRecordIsNamed() throws IOException {
        log.add(record(TOPIC, 20, 0, null, null, new RecordHeaders()));
        assertFirstBreakAt(20, "the key is missing", "no command service wrote it");
    }

    @Test
    void theHashDoesNotCoverTheSignature() {
        Proposal unsigned = draft(TOKYO, 1).onto(head(TOKYO));
        RecordParser parser = new RecordParser(new Partitioning(1));
        assertThat(parser.parse(consumed(service.sign(unsigned), 0)).hash())
                .isEqualTo(unsigned.hash())
                .isEqualTo(parser.parse(consumed(unsigned, 0)).hash());
    }

    @Test
    void aLogThatWasCutOffIsFound() throws IOException {
        log.subList(7, log.size()).clear();
        assertFirstBreakAt(7, "the log ends here, but the checkpoint of");
    }

    @Test
    void aLogWithoutItsBeginningIsFound() throws IOException {
        log.subList(0, 3).clear();
        assertFirstBreakAt(0, "offsets 0 to 2 are missing");
    }

    @Test
    void recordsDeletedUpToTheEndAreFound() throws IOException {
        log.clear();
        checkpoints.subList(1, checkpoints.size()).clear();
        assertThat(verifyUntil(20).breaks())
                .singleElement()
                .satisfies(found -> assertThat(found.reason()).contains("offsets 0 to 19 are missing"));
    }

    @Test
    void anEmptiedLogIsFound() throws IOException {
        log.clear();
        assertFirstBreakAt(0, "the log ends here");
    }

    @Test
    void anEditedCheckpointIsFound() throws IOException {
        ConsumerRecord<byte[], byte[]> record = checkpoints.get(1);
        byte[] value = new String(record.value(), StandardCharsets.US_ASCII)
                .replace("2026", "2025")
                .getBytes(StandardCharsets.US_ASCII);
        checkpoints.set(1, record(TOPIC, 1, 0, new byte[0], value, record.headers()));
        assertThat(verify().breaks())
                .anySatisfy(found -> assertThat(found.reason()).contains("the checkpoint is broken", "signature"));
    }

    @Test
    void aCheckpointOfAnotherSignerIsFound() throws IOException {
        CheckpointSigner other = CheckpointSigner.create(keys.resolve("other.key"));
        publish(other.sign(next()));
        assertThat(verify().breaks())
                .anySatisfy(found -> assertThat(found.reason()).contains("its signer is not"));
    }

    @Test
    void aLogWithoutItsCheckpointsIsFound() throws IOException {
        checkpoints.clear();
        assertFirstBreakAt(0, "there is no checkpoint of this log");
    }

    @Test
    void aCheckpointIsReadAsWritten() {
        Checkpoint checkpoint = next();
        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
        assertThat(checkpoint.position()).hasToString("p0:" + log.size());
    }

    @Test
    void signingKeysAreReadBack() throws IOException {
        CheckpointSigner again = CheckpointSigner.fromFile(keys.resolve("checkpoint.key"));
        publish(again.sign(next()));
        assertThat(verify().breaks()).isEmpty();
    }

    @Test
    void aDroppedCheckpointIsFound() throws IOException {
        sign();
        sign();
        checkpoints.remove(2);
        assertFirstBreakAt(2, "offsets 2 to 2 are missing", "one was dropped or moved");
        renumberCheckpoints();
        assertFirstBreakAt(2, "one was dropped or moved");
    }

    @Test
    void droppingTheFirstCheckpointsIsFound() throws IOException {
        checkpoints.removeFirst();
        renumberCheckpoints();
        assertFirstBreakAt(0, "one was dropped or moved");
        assertThat(verify().breaks()).hasSize(1);
    }

    @Test
    void aRepeatedCheckpointIsFound() throws IOException {
        checkpoints.add(checkpoints.getFirst());
        renumberCheckpoints();
        assertFirstBreakAt(2, "it repeats checkpoint 1");
    }

    @Test
    void movedCheckpointsAreFound() throws IOException {
        sign();
        Collections.swap(checkpoints, 1, 2);
        renumberCheckpoints();
        assertFirstBreakAt(1, "one was dropped or moved");
    }

    @Test
    void aCheckpointThatWasSignedAtTheSameMomentIsVoid() throws IOException {
        Checkpoint atTheSameMoment = next(START.plusMillis(1));
        sign();
        publish(signer.sign(atTheSameMoment));
        sign();
        assertThat(verify().breaks()).isEmpty();
        assertThat(verify().checkpoints()).isEqualTo(4);
    }

    @Test
    void aLogThatWasCutOffWithItsCheckpointsIsFoundByACopyOfOne() throws IOException {
        sign();
        VerifiedCheckpoint copy = VerifiedCheckpoint.parse(lastOf(checkpoints).text(), signer.verifier());
        assertThat(verify(copy).breaks()).isEmpty();
        checkpoints.removeLast();
        log.removeLast();
        assertThat(verify().breaks()).isEmpty();
        assertThat(verify(copy).breaks().toString())
                .contains("log-checkpoints partition 0 offset 2: checkpoint 3 of", "of which a copy was kept")
                .contains("study-events partition 0 offset 19: the log ends here");
    }

    @Test
    void aTopicThatIsGoneIsFound() throws IOException {
        assertThat(breaksWithoutTheTopic())
                .isEqualTo("[study-events partition 0 offset 0: the topic is gone, and checkpoint 2 of"
                        + " 2026-01-01T00:00:00Z has read on to p0:12]");
        checkpoints.removeLast();
        assertThat(breaksWithoutTheTopic())
                .isEqualTo("[study-events partition 0 offset 0: the topic is gone, and checkpoint 1 of"
                        + " 2026-01-01T00:00:00Z was signed before its first record]");
    }

    private String breaksWithoutTheTopic() {
        LogVerifier verifier = new LogVerifier(TOPIC, 0, signer.verifier());
        checkpoints.forEach(verifier::readCheckpoint);
        return verifier.report(Map.of()).breaks().toString();
    }

    @Test
    void aTopicWithAnotherNumberOfPartitionsIsFound() throws IOException {
        LogVerifier verifier = new LogVerifier(TOPIC, 2, signer.verifier());
        checkpoints.forEach(verifier::readCheckpoint);
        log.forEach(verifier::read);
        verifier.read(new ConsumerRecord<>(TOPIC, 1, 0, new byte[0], new byte[0]));
        VerificationReport report = verifier.report(Map.of(0, 20L, 1, 1L));
        assertThat(report.breaks())
                .singleElement()
                .asString()
                .contains("the topic has 2 partitions, and checkpoint 2 of 2026-01-01T00:00:00Z was signed over 1");
        assertThat(report.records()).isEqualTo(18);
    }

    /** Whoever keeps up with the log can't read again, with another number, what it has read. */
    @Test
    void aCheckpointOfAnotherNumberOfPartitionsForgetsNoRecord() {
        LogVerifier verifier = new LogVerifier(TOPIC, 2, signer.verifier());
        verifier.read(log.getFirst());
        checkpoints.forEach(verifier::readCheckpoint);
        assertThat(verifier.position()).hasToString("p0:1");
        assertThat(verifier.report(Map.of()).breaks().getFirst().reason())
                .contains("the topic has 2 partitions, and checkpoint 2");
    }

    /** Whoever keeps up with the log gets checkpoints that are of earlier offsets than it has read. */
    @Test
    void aCheckpointIsComparedWithWhatWasReadBeforeIt() throws IOException {
        LogVerifier verifier = new LogVerifier(TOPIC, 1, signer.verifier());
        edit(4);
        log.forEach(verifier::read);
        verifier.readCheckpoint(checkpoints.getFirst());
        assertThat(verifier.breaks(Map.of(0, 20L))).noneMatch(found -> found.kind() == Break.Kind.NOT_AS_SIGNED);
        verifier.readCheckpoint(checkpoints.getLast());
        assertThat(verifier.breaks(Map.of(0, 20L))).anyMatch(found -> found.kind() == Break.Kind.NOT_AS_SIGNED);
    }

    @Test
    void movedRecordsAreFoundThoughTheServiceWroteOn() throws IOException {
        Collections.swap(log, 17, 19);
        renumber();
        RecordHash head = hash(19);
        append(service.sign(draft(KAZAN, 9).onto(head)));
        assertFirstBreakAt(17, "the records were moved");
    }

    // What writers do.

    private void accept(ChainKey key) {
        append(service.sign(draft(key, counts.merge(key, 1L, Long::sum)).onto(head(key))));
    }

    private void append(Proposal proposal) {
        ConsumerRecord<byte[], byte[]> record = consumed(proposal, log.size());
        log.add(record);
        Reading reading = reader.read(record);
        state.add(reading);
        if (reading instanceof Reading.AcceptedRecord accepted) {
            heads.put(accepted.head().key(), accepted.head().hash());
        }
    }

    private RecordHash head(ChainKey key) {
        return heads.getOrDefault(key, Genesis.of(TOPIC, key));
    }

    private void sign() {
        publish(signer.sign(next()));
    }

    private Checkpoint next() {
        return next(START);
    }

    private Checkpoint next(Instant time) {
        return state.checkpoint(signed.nextNumber(), signed.head(), time);
    }

    private void publish(SignedCheckpoint checkpoint) {
        signed.read(checkpoint);
        checkpoints.add(record(
                "log-checkpoints",
                checkpoints.size(),
                0,
                TOPIC.getBytes(StandardCharsets.US_ASCII),
                checkpoint.value(),
                new RecordHeaders(checkpoint.headers())));
    }

    private RecordDraft draft(ChainKey key, long sequence) {
        return new RecordDraft(
                key,
                new Attributes(
                        new UUID(key.hashCode(), sequence).toString(),
                        "ImatinibStarted",
                        1,
                        START.plusSeconds(log.size()),
                        "patient-1",
                        sequence,
                        new UUID(0, sequence).toString(),
                        new RecordHash(0, 0, 0, sequence),
                        "u-1",
                        "COORDINATOR",
                        "k-1",
                        Attributes.Content.ENCRYPTED),
                ("ciphertext " + key + sequence).getBytes(StandardCharsets.US_ASCII));
    }

    // What an attacker does.

    private void edit(int offset) {
        ConsumerRecord<byte[], byte[]> r = log.get(offset);
        byte[] value = r.value().clone();
        value[0] ^= 1;
        log.set(offset, record(TOPIC, offset, r.timestamp(), r.key(), value, r.headers()));
    }

    private void replaceHeader(int offset, String name, String value) {
        ConsumerRecord<byte[], byte[]> r = log.get(offset);
        RecordHeaders headers = new RecordHeaders();
        for (Header header : r.headers()) {
            headers.add(
                    header.key().equals(name)
                            ? new RecordHeader(name, value.getBytes(StandardCharsets.US_ASCII))
                            : header);
        }
        log.set(offset, record(TOPIC, offset, r.timestamp(), r.key(), r.value(), headers));
    }

    private RecordHash hash(int offset) {
        return new RecordParser(new Partitioning(1)).parse(log.get(offset)).hash();
    }

    private void renumber() {
        for (int offset = 0; offset < log.size(); offset++) {
            ConsumerRecord<byte[], byte[]> r = log.get(offset);
            log.set(offset, record(TOPIC, offset, r.timestamp(), r.key(), r.value(), r.headers()));
        }
    }

    private void renumberCheckpoints() {
        for (int offset = 0; offset < checkpoints.size(); offset++) {
            ConsumerRecord<byte[], byte[]> r = checkpoints.get(offset);
            checkpoints.set(offset, record("log-checkpoints", offset, 0, r.key(), r.value(), r.headers()));
        }
    }

    private static VerifiedCheckpoint lastOf(List<ConsumerRecord<byte[], byte[]>> checkpoints) {
        return signer.verifier().verify(SignedCheckpoint.of(checkpoints.getLast()));
    }

    private static ConsumerRecord<byte[], byte[]> consumed(Proposal p, long offset) {
        return record(TOPIC, offset, p.timestamp(), p.keyBytes(), p.value(), new RecordHeaders(p.headers()));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            String topic,
            long offset,
            long timestamp,
            byte[] key,
            byte[] value,
            org.apache.kafka.common.header.Headers headers) {
        return new ConsumerRecord<>(
                topic, 0, offset, timestamp, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }

    // What an auditor says.

    private VerificationReport verify(VerifiedCheckpoint... copies) throws IOException {
        return verifyUntil(log.isEmpty() ? 0 : log.getLast().offset() + 1, copies);
    }

    private VerificationReport verifyUntil(long end, VerifiedCheckpoint... copies) throws IOException {
        LogVerifier verifier = new LogVerifier(TOPIC, 1, CheckpointVerifier.fromFile(keys.resolve("checkpoint.pub")));
        List.of(copies).forEach(verifier::expect);
        checkpoints.forEach(verifier::readCheckpoint);
        log.forEach(verifier::read);
        return verifier.report(Map.of(0, end));
    }

    private void assertFirstBreakAt(long offset, String... reasons) throws IOException {
        List<Break> breaks = verify().breaks();
        assertThat(breaks).isNotEmpty();
        assertThat(breaks.getFirst().offset()).as(breaks.toString()).isEqualTo(offset);
        assertThat(breaks.toString()).contains(reasons);
    }
}
