package org.accrual.query.views;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogPosition;
import org.accrual.log.format.Partitioning;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.PatientKey;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Role;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A log to read in tests: real records on the module's one broker, written as the command service would. Each test may
 * have a topic of its own; the patients' keys share theirs.
 */
public final class StudyLog {
    public static final int PARTITIONS = 3;
    public static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Backend BACKEND = new Backend();
    private static final RecordHash SOME_COMMAND = RecordHash.parse("ab".repeat(32));

    private final String topic;
    private final Map<ChainKey, ChainHead> heads = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<PatientId, PatientKey> keys = new HashMap<>();
    private Instant clock = START;

    /** One broker, one producer and one master key for all tests of the module. */
    private static final class Backend {
        private final EmbeddedBroker broker;
        private final KafkaProducer<byte[], byte[]> producer;
        private final MasterKey masterKey;
        private final Path masterKeyFile;

        Backend() {
            try {
                Path directory = Files.createTempDirectory("study-log");
                masterKeyFile = directory.resolve("master.key");
                masterKey = MasterKey.create(masterKeyFile);
                broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            create(LogTopics.PATIENT_KEYS.create(1, 1));
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }

        void create(NewTopic topic) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                finished(admin.createTopics(List.of(topic)).all());
            }
        }

        RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
            return finished(producer.send(record));
        }

        private static <T> T finished(java.util.concurrent.Future<T> work) {
            try {
                return work.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private StudyLog(String topic) {
        this.topic = topic;
        Map<String, String> settings = LogTopics.STUDY_EVENTS.settings(1);
        BACKEND.create(new NewTopic(topic, PARTITIONS, (short) 1).configs(settings));
    }

    /** An empty log of its own. */
    public static StudyLog ofItsOwn() {
        return new StudyLog("log-" + UUID.randomUUID());
    }

    /** The log that a service with the usual settings reads; one test class of the module may have it. */
    public static StudyLog usual() {
        return new StudyLog(LogTopics.STUDY_EVENTS.topicName());
    }

    public static String bootstrapServers() {
        return BACKEND.broker.bootstrapServers();
    }

    public static Path masterKeyFile() {
        return BACKEND.masterKeyFile;
    }

    public String topic() {
        return topic;
    }

    public static PatientId newPatient() {
        return new PatientId(UUID.randomUUID());
    }

    /** Sets the recording time of the events to come. */
    public StudyLog at(Instant instant) {
        clock = instant;
        return this;
    }

    public Appended study(String study, StudyEvent event) {
        return append(ChainKey.ofStudy(study), null, event, Role.ADMINISTRATOR);
    }

    public Appended center(String study, String center, StudyEvent event) {
        return append(ChainKey.ofCenter(study, center), null, event, Role.ADMINISTRATOR);
    }

    public Appended patient(String study, String center, PatientId patient, PatientEvent event) {
        return append(ChainKey.ofCenter(study, center), patient, event, Role.COORDINATOR);
    }

    /** Where an event stands. */
    public record Appended(EventId event, int partition, long offset, Instant recordedAt) {
        public LogPosition position() {
            return LogPosition.after(partition, offset);
        }
    }

    private Appended append(ChainKey key, PatientId patient, StudyEvent event, Role role) {
        String stream = patient == null ? key.text() : patient.toString();
        long sequence = sequences.merge(stream, 1L, Long::sum);
        clock = clock.plusSeconds(1);
        Attributes attributes = attributes(UUID.randomUUID(), patient, EventCodec.typeOf(event), sequence, role);
        byte[] payload = EventCodec.encode(event);
        byte[] value = patient == null ? payload : key(patient).seal(key, attributes.id(), attributes.type(), payload);
        return accept(new RecordDraft(key, attributes, value));
    }

    private Attributes attributes(UUID id, PatientId patient, String type, long sequence, Role role) {
        return new Attributes(
                id.toString(),
                type,
                1,
                clock,
                patient == null ? null : patient.toString(),
                sequence,
                UUID.randomUUID().toString(),
                SOME_COMMAND,
                role == Role.ADMINISTRATOR ? "administrator-1" : "coordinator-1",
                role.name(),
                patient == null ? null : key(patient).id(),
                patient == null ? Attributes.Content.PLAIN : Attributes.Content.ENCRYPTED);
    }

    private Appended accept(RecordDraft draft) {
        ChainHead head = heads.getOrDefault(draft.key(), ChainHead.genesis(topic, draft.key()));
        Proposal proposal = draft.onto(head.hash());
        RecordMetadata sent = send(proposal);
        Instant time = draft.attributes().time();
        heads.put(draft.key(), new ChainHead(draft.key(), proposal.hash(), head.count() + 1, time));
        return new Appended(EventId.of(draft.attributes().id()), sent.partition(), sent.offset(), time);
    }

    /** A record of the right form that the views can't know: accepted, but of a type that does not exist. */
    public Appended unknownType(String study, String center) {
        Attributes attributes = attributes(UUID.randomUUID(), null, "SomethingFromTheFuture", 2, Role.ADMINISTRATOR);
        return accept(
                new RecordDraft(ChainKey.ofCenter(study, center), attributes, "{}".getBytes(StandardCharsets.UTF_8)));
    }

    /** A late record: its predecessor is the genesis, long left behind. */
    public void voidRecord(String study, String center, StudyEvent event) {
        ChainKey key = ChainKey.ofCenter(study, center);
        Attributes attributes = attributes(UUID.randomUUID(), null, EventCodec.typeOf(event), 1, Role.ADMINISTRATOR);
        send(new RecordDraft(key, attributes, EventCodec.encode(event))
                .onto(ChainHead.genesis(topic, key).hash()));
    }

    /** Something that is no record at all. */
    public void garbage(int partition) {
        BACKEND.send(new ProducerRecord<>(topic, partition, new byte[] {1}, new byte[] {2}));
    }

    public int partitionOf(String study, String center) {
        return new Partitioning(PARTITIONS).partitionOf(ChainKey.ofCenter(study, center));
    }

    private RecordMetadata send(Proposal proposal) {
        int partition = new Partitioning(PARTITIONS).partitionOf(proposal.key());
        return BACKEND.send(new ProducerRecord<>(
                topic, partition, proposal.timestamp(), proposal.keyBytes(), proposal.value(), proposal.headers()));
    }

    private PatientKey key(PatientId patient) {
        return keys.computeIfAbsent(patient, _ -> {
            PatientKey key = PatientKey.generate("key-" + patient);
            write(key.id(), BACKEND.masterKey.wrap(key));
            return key;
        });
    }

    /** The patient's key is gone for ever, as an erasure leaves it. */
    public void eraseKeyOf(PatientId patient) {
        write(key(patient).id(), null);
    }

    /** From now on the patient's events are sealed with a key that no reader ever gets. */
    public void loseKeyOf(PatientId patient) {
        keys.put(patient, PatientKey.generate("lost-" + patient));
    }

    private static void write(String keyId, byte[] value) {
        BACKEND.send(new ProducerRecord<>(
                LogTopics.PATIENT_KEYS.topicName(), 0, keyId.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Takes away the beginning of a partition, as a wrong retention would. */
    public void loseBeginning(int partition, long before) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            var lost = org.apache.kafka.clients.admin.RecordsToDelete.beforeOffset(before);
            Backend.finished(
                    admin.deleteRecords(Map.of(new org.apache.kafka.common.TopicPartition(topic, partition), lost))
                            .all());
        }
    }

    /** The end of the log now. */
    public LogPosition end() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            Set<org.apache.kafka.common.TopicPartition> all = java.util.stream.IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new org.apache.kafka.common.TopicPartition(topic, partition))
                    .collect(Collectors.toSet());
            LogPosition end = LogPosition.START;
            var offsets = Backend.finished(admin.listOffsets(all.stream()
                            .collect(Collectors.toMap(
                                    it -> it, _ -> org.apache.kafka.clients.admin.OffsetSpec.latest())))
                    .all());
            for (var entry : offsets.entrySet())
                end = end.with(entry.getKey().partition(), entry.getValue().offset());
            return end;
        }
    }
}
