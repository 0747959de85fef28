package org.accrual.tools.safekeeping;

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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.log.audit.CheckpointSigner;
import org.accrual.log.audit.KeyAudit;
import org.accrual.log.audit.LogVerifier;
import org.accrual.log.audit.SignedCheckpoint;
import org.accrual.log.audit.VerifiedCheckpoint;
import org.accrual.log.clients.Break;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.RecordSigner;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Someone who can rewrite both topics at will, without a gap in the offsets, but has no key. Each attack is made where
 * checkpoints vouch for the log and on the end that none covers yet; what can't be found stands here too, with the
 * reason.
 */
class AttacksTest {
    private static final String EVENTS = LogTopics.STUDY_EVENTS.topicName();
    private static final String CHECKPOINTS = LogTopics.CHECKPOINTS.topicName();
    private static final ChainKey TOKYO = ChainKey.ofCenter("s1", "tokyo");
    private static final ChainKey KAZAN = ChainKey.ofCenter("s1", "kazan");
    private static final ChainKey OSLO = ChainKey.ofCenter("s1", "oslo");
    private static final ChainKey BERGEN = ChainKey.ofCenter("s1", "bergen");
    /** Up to here checkpoints vouch: the first for nothing, the second for six records, the third for these. */
    private static final int SIGNED = 12;

    private static final int ALL = 20;
    private static final int IN_THE_SIGNED_PART = 8;
    private static final int ON_THE_UNSIGNED_END = 14;

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static Admin admin;
    private static Map<String, Object> client;
    private static CheckpointSigner signer;
    private static Topics whole;

    /** What both topics hold: tokyo and kazan by turns, but for oslo's only record at 10 and bergen's at 18. */
    private record Topics(List<Written> log, List<Written> checkpoints) {
        Topics copy() {
            return new Topics(new ArrayList<>(log), new ArrayList<>(checkpoints));
        }
    }

    private record Written(long timestamp, byte[] key, List<Header> headers, byte[] value) {
        static Written of(Proposal p) {
            return new Written(p.timestamp(), p.keyBytes(), List.copyOf(p.headers()), p.value());
        }

        static Written of(SignedCheckpoint c) {
            return new Written(0, EVENTS.getBytes(StandardCharsets.US_ASCII), c.headers(), c.value());
        }
    }

    /** What verifying says: the topic and the offsets among which the first bad record is, or why nothing can be said. */
    private record Verdict(String topic, int from, int to, String whyNot) {
        static Verdict foundAt(int offset) {
            return foundAmong(offset, offset);
        }

        static Verdict foundAmong(int from, int to) {
            return new Verdict(EVENTS, from, to, null);
        }

        static Verdict foundAtCheckpoint(int offset) {
            return new Verdict(CHECKPOINTS, offset, offset, null);
        }

        static Verdict notFound(String why) {
            return new Verdict(null, 0, 0, why);
        }
    }

    private record Attack(String name, Consumer<Topics> on, boolean withACopy, Verdict verdict) {
        @Override
        public String toString() {
            return name + (verdict.whyNot == null ? "" : ": not found, since " + verdict.whyNot);
        }
    }

    @BeforeAll
    static void aLog() throws IOException {
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        client = Map.of("bootstrap.servers", broker.bootstrapServers());
        admin = Admin.create(client);
        signer = CheckpointSigner.create(folder.resolve("checkpoint.key"));
        whole = written("checkpoint.key");
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    static Stream<Attack> attacks() {
        return Stream.of(
                        Stream.of(
                                attack("nothing at all", _ -> {}, Verdict.notFound("there is nothing to find")),
                                attack("the log is emptied", t -> t.log.clear(), Verdict.foundAt(0)),
                                attack("all checkpoints are deleted", t -> t.checkpoints.clear(), Verdict.foundAt(0)),
                                attack(
                                        "a checkpoint is dropped",
                                        t -> t.checkpoints.remove(1),
                                        Verdict.foundAtCheckpoint(1)),
                                attack(
                                        "an old checkpoint is repeated",
                                        t -> t.checkpoints.add(t.checkpoints.getFirst()),
                                        Verdict.foundAtCheckpoint(3)),
                                attack(
                                        "checkpoints are swapped",
                                        t -> Collections.swap(t.checkpoints, 1, 2),
                                        Verdict.foundAtCheckpoint(1)),
                                attack(
                                        "a checkpoint is edited",
                                        t -> t.checkpoints.set(2, edited(t.checkpoints.get(2))),
                                        Verdict.foundAtCheckpoint(2)),
                                attack(
                                        "unsigned end: the first and the third of a chain are swapped",
                                        t -> Collections.swap(t.log, SIGNED, SIGNED + 4),
                                        Verdict.foundAt(SIGNED)),
                                attack(
                                        "all is made anew with another key",
                                        t -> replace(t, written("stranger.key")),
                                        Verdict.foundAt(0)),
                                attack(
                                        "the last checkpoint is dropped",
                                        t -> t.checkpoints.removeLast(),
                                        Verdict.notFound("it may never have been signed, unless a copy was kept")),
                                new Attack(
                                        "the last checkpoint is dropped, of which a copy was kept",
                                        t -> t.checkpoints.removeLast(),
                                        true,
                                        Verdict.foundAtCheckpoint(2)),
                                attack(
                                        "the last checkpoint and all that it covers are dropped",
                                        AttacksTest::cutBoth,
                                        Verdict.notFound("it is the log as it once was, unless a copy was kept")),
                                new Attack(
                                        "the last checkpoint and all that it covers are dropped, of which a copy was kept",
                                        AttacksTest::cutBoth,
                                        true,
                                        Verdict.foundAt(6))),
                        onRecords("signed", IN_THE_SIGNED_PART),
                        onRecords("unsigned", ON_THE_UNSIGNED_END),
                        Stream.of(
                                attack(
                                        "signed: the end is dropped",
                                        t -> t.log.subList(SIGNED - 1, ALL).clear(),
                                        Verdict.foundAt(SIGNED - 1)),
                                attack(
                                        "unsigned: the end is dropped",
                                        t -> t.log.removeLast(),
                                        Verdict.notFound("nobody vouches yet that it was there")),
                                attack(
                                        "signed: a whole chain is dropped",
                                        t -> t.log.remove(10),
                                        Verdict.foundAmong(6, 10)),
                                attack(
                                        "unsigned: a whole chain is dropped",
                                        t -> t.log.remove(18),
                                        Verdict.notFound("nobody vouches yet that it was there")),
                                attack(
                                        "signed: records of two chains are swapped",
                                        t -> Collections.swap(t.log, 8, 9),
                                        Verdict.foundAmong(6, 8)),
                                attack(
                                        "unsigned: records of two chains are swapped",
                                        t -> Collections.swap(t.log, 14, 15),
                                        Verdict.notFound(
                                                "each chain is what it was, and nobody vouches for their order")),
                                attack(
                                        "signed: a copy is inserted",
                                        t -> t.log.add(10, t.log.get(8)),
                                        Verdict.foundAmong(6, 10)),
                                attack(
                                        "unsigned: a copy is inserted",
                                        t -> t.log.add(16, t.log.get(14)),
                                        Verdict.notFound("services send records twice, too: it is void"))))
                .flatMap(attacks -> attacks);
    }

    private static Stream<Attack> onRecords(String part, int at) {
        return Stream.of(
                attack(part + ": a value is edited", t -> t.log.set(at, edited(t.log.get(at))), Verdict.foundAt(at)),
                attack(
                        part + ": a header is edited",
                        t -> t.log.set(at, withHeader(t.log.get(at), "ce_actor", "somebody-else")),
                        Verdict.foundAt(at)),
                attack(
                        part + ": a signature is edited",
                        t -> t.log.set(at, withHeader(t.log.get(at), "ce_signature", "00".repeat(64))),
                        Verdict.foundAt(at)),
                attack(part + ": the time is edited", t -> t.log.set(at, withTime(t.log.get(at))), Verdict.foundAt(at)),
                attack(
                        part + ": the timestamp alone is edited, which makes it no record",
                        t -> t.log.set(at, withTimestamp(t.log.get(at))),
                        Verdict.foundAt(at)),
                attack(part + ": a record is dropped", t -> t.log.remove(at), Verdict.foundAmong(at - 2, at + 1)),
                attack(
                        part + ": records of a chain are swapped",
                        t -> Collections.swap(t.log, at, at + 2),
                        Verdict.foundAmong(at - 2, at)),
                attack(
                        part + ": a stranger's record takes the head",
                        t -> t.log.add(at, forged(t.log.get(at))),
                        Verdict.foundAt(at)),
                attack(
                        part + ": garbage is inserted",
                        t -> t.log.add(at, new Written(0, null, List.of(), new byte[] {1})),
                        Verdict.foundAt(at)));
    }

    private static Attack attack(String name, Consumer<Topics> on, Verdict verdict) {
        return new Attack(name, on, false, verdict);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void isFoundOrCannotBe(Attack attack) throws Exception {
        Topics attacked = whole.copy();
        attack.on.accept(attacked);
        rewrite(attacked);
        List<Break> breaks = verify(attack.withACopy ? List.of(lastCheckpoint()) : List.of());
        if (attack.verdict.whyNot != null) {
            assertThat(breaks).isEmpty();
            return;
        }
        assertThat(breaks).isNotEmpty();
        Break first = breaks.getFirst();
        assertThat(first.topic()).as(breaks.toString()).isEqualTo(attack.verdict.topic);
        assertThat((int) first.offset()).as(breaks.toString()).isBetween(attack.verdict.from, attack.verdict.to);
    }

    private static List<Break> verify(List<VerifiedCheckpoint> copies) throws IOException {
        try (TopicReader reader = new TopicReader(client)) {
            return Verify.verify(reader, signer.verifier(), copies, new KeyAudit())
                    .breaks();
        }
    }

    private static VerifiedCheckpoint lastCheckpoint() {
        Written last = whole.checkpoints.getLast();
        String signature = new String(last.headers.getFirst().value(), StandardCharsets.US_ASCII);
        return signer.verifier()
                .verify(new SignedCheckpoint(
                        last.value, signature, signer.verifier().fingerprint()));
    }

    // What a service writes.

    private static Topics written(String keyFile) {
        try {
            Path key = folder.resolve(keyFile);
            CheckpointSigner checkpoints =
                    key.toFile().exists() ? CheckpointSigner.fromFile(key) : CheckpointSigner.create(key);
            return written(checkpoints, RecordSigner.fromFile(key));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Topics written(CheckpointSigner checkpoints, RecordSigner service) {
        Topics topics = new Topics(new ArrayList<>(), new ArrayList<>());
        LogVerifier state = new LogVerifier(EVENTS, 1, checkpoints.verifier());
        Map<ChainKey, RecordHash> heads = new HashMap<>();
        Map<ChainKey, Long> counts = new HashMap<>();
        for (int offset = 0; offset <= SIGNED; offset++) {
            if (offset == 0 || offset == 6 || offset == SIGNED) {
                sign(topics, state, checkpoints);
            }
            if (offset < SIGNED) {
                append(topics, state, service, heads, counts);
            }
        }
        while (topics.log.size() < ALL) {
            append(topics, state, service, heads, counts);
        }
        return topics;
    }

    private static void append(
            Topics topics,
            LogVerifier state,
            RecordSigner service,
            Map<ChainKey, RecordHash> heads,
            Map<ChainKey, Long> counts) {
        int offset = topics.log.size();
        ChainKey chain = switch (offset) {
            case 10 -> OSLO;
            case 18 -> BERGEN;
            default -> offset % 2 == 0 ? TOKYO : KAZAN;
        };
        RecordHash head =
                heads.getOrDefault(chain, ChainHead.genesis(EVENTS, chain).hash());
        Proposal proposal =
                service.sign(draft(chain, counts.merge(chain, 1L, Long::sum)).onto(head));
        heads.put(chain, proposal.hash());
        Written written = Written.of(proposal);
        topics.log.add(written);
        state.read(consumed(EVENTS, offset, written));
    }

    private static void sign(Topics topics, LogVerifier state, CheckpointSigner checkpoints) {
        Instant time = Instant.parse("2026-02-01T00:00:00Z").plusSeconds(topics.checkpoints.size());
        Written signed = Written.of(checkpoints.sign(state.next(time)));
        state.readCheckpoint(consumed(CHECKPOINTS, topics.checkpoints.size(), signed));
        topics.checkpoints.add(signed);
    }

    private static RecordDraft draft(ChainKey chain, long sequence) {
        Attributes attributes = new Attributes(
                UUID.nameUUIDFromBytes((chain.text() + sequence).getBytes(StandardCharsets.US_ASCII))
                        .toString(),
                "CenterActivated",
                1,
                Instant.parse("2026-01-01T00:00:00.123456Z").plusSeconds(sequence),
                null,
                sequence,
                new UUID(1, sequence).toString(),
                new RecordHash(1, 2, 3, sequence),
                "u-1",
                "ADMINISTRATOR",
                null,
                Attributes.Content.PLAIN);
        return new RecordDraft(chain, attributes, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> consumed(String topic, int offset, Written w) {
        return new ConsumerRecord<>(
                topic,
                0,
                offset,
                w.timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                w.key,
                w.value,
                new RecordHeaders(w.headers),
                Optional.empty());
    }

    // What an attacker does.

    private static Written edited(Written w) {
        byte[] value = w.value.clone();
        value[value.length / 2] ^= 1;
        return new Written(w.timestamp, w.key, w.headers, value);
    }

    private static Written withHeader(Written w, String name, String value) {
        List<Header> headers = w.headers.stream()
                .map(header -> header.key().equals(name)
                        ? new RecordHeader(name, value.getBytes(StandardCharsets.US_ASCII))
                        : header)
                .toList();
        return new Written(w.timestamp, w.key, headers, w.value);
    }

    /** Well-formed as before: both the header and the timestamp. */
    private static Written withTime(Written w) {
        Written edited = withHeader(w, "ce_time", "2026-01-01T00:00:00.500000Z");
        long timestamp = Instant.parse("2026-01-01T00:00:00.5Z").toEpochMilli();
        return new Written(timestamp, edited.key, edited.headers, edited.value);
    }

    private static Written withTimestamp(Written w) {
        return new Written(w.timestamp + 1, w.key, w.headers, w.value);
    }

    /** Names the same predecessor, but says something else. */
    private static Written forged(Written w) {
        return edited(withHeader(w, "ce_id", UUID.randomUUID().toString()));
    }

    private static void cutBoth(Topics topics) {
        topics.checkpoints.removeLast();
        topics.log.subList(6, ALL).clear();
    }

    private static void replace(Topics topics, Topics others) {
        topics.log.clear();
        topics.log.addAll(others.log);
        topics.checkpoints.clear();
        topics.checkpoints.addAll(others.checkpoints);
    }

    private static void rewrite(Topics topics) throws Exception {
        admin.deleteTopics(admin.listTopics().names().get()).all().get();
        admin.createTopics(List.of(LogTopics.STUDY_EVENTS.create(1, 1), LogTopics.CHECKPOINTS.create(1, 1)))
                .all()
                .get();
        // One that knew the topics that were deleted would wait before it asks for the new ones.
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            topics.log.forEach(record -> producer.send(of(EVENTS, record)));
            topics.checkpoints.forEach(record -> producer.send(of(CHECKPOINTS, record)));
        }
    }

    private static ProducerRecord<byte[], byte[]> of(String topic, Written w) {
        return new ProducerRecord<>(topic, 0, w.timestamp, w.key, w.value, w.headers);
    }
}
