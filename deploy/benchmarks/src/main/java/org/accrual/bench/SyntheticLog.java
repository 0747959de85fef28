package org.accrual.bench;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.Genesis;
import org.accrual.log.format.Partitioning;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.PatientKey;
import org.accrual.study.events.Administration.CenterActivated;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.events.Administration.StudyOpened;
import org.accrual.study.events.Enrollment.ConsentBasis;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.Observation.ObservationCode;
import org.accrual.study.events.Observation.ObservationRecorded;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.words.ClinicalDate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a log of synthetic patients as fast as Kafka takes it: there is one writer, so every record is accepted. */
final class SyntheticLog implements AutoCloseable {
    static final String STUDY = "bench";
    private static final int CENTERS = 8;
    private static final int EVENTS_PER_PATIENT = 20;

    private final Partitioning partitioning;
    private final MasterKey masterKey;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<ChainKey, RecordHash> heads = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final long[] next;

    SyntheticLog(String bootstrapServers, int partitions, MasterKey masterKey) {
        this.partitioning = new Partitioning(partitions);
        this.next = new long[partitions];
        this.masterKey = masterKey;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 20, "batch.size", 262_144),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** @return how many records lie in each partition */
    long[] write(int patients) {
        append(new ChainKey(STUDY + "/_"), null, new StudyOpened("Synthetic", null, DataOrigin.SYNTHETIC));
        for (int center = 0; center < CENTERS; center++) {
            append(chain(center), null, new CenterActivated("Center " + center, "JP"));
        }
        for (int patient = 0; patient < patients; patient++) write(chain(patient % CENTERS), "S" + patient);
        producer.flush();
        return next;
    }

    private static ChainKey chain(int center) {
        return new ChainKey(STUDY + "/c" + center);
    }

    private void write(ChainKey chain, String subjectNumber) {
        PatientKey key = PatientKey.generate(UUID.randomUUID().toString());
        producer.send(new ProducerRecord<>(
                LogTopics.PATIENT_KEYS.topicName(), 0, key.id().getBytes(), masterKey.wrap(key)));
        Patient patient = new Patient(UUID.randomUUID().toString(), key);
        append(
                chain,
                patient,
                new PatientEnrolled(subjectNumber, Sex.UNKNOWN, 1960, null, null, ConsentBasis.SYNTHETIC_DATA, null));
        for (int event = 1; event < EVENTS_PER_PATIENT; event++) append(chain, patient, observation(event));
    }

    private static StudyEvent observation(int number) {
        return new ObservationRecorded(
                ClinicalDate.of("2012-03-01"),
                ObservationCode.LABORATORY,
                "hemoglobin",
                BigDecimal.valueOf(number),
                "g/dL",
                null,
                null);
    }

    private record Patient(String id, PatientKey key) {}

    private void append(ChainKey chain, Patient patientOrNull, StudyEvent event) {
        String id = UUID.randomUUID().toString();
        byte[] json = EventCodec.encode(event);
        byte[] value =
                patientOrNull == null ? json : patientOrNull.key().seal(chain, id, EventCodec.typeOf(event), json);
        RecordHash head = heads.computeIfAbsent(chain, c -> Genesis.of(LogTopics.STUDY_EVENTS.topicName(), c));
        Proposal proposal = new RecordDraft(chain, attributes(id, chain, patientOrNull, event), value).onto(head);
        heads.put(chain, proposal.hash());
        int partition = partitioning.partitionOf(chain);
        next[partition]++;
        producer.send(new ProducerRecord<>(
                LogTopics.STUDY_EVENTS.topicName(),
                partition,
                proposal.timestamp(),
                proposal.keyBytes(),
                proposal.value(),
                proposal.headers()));
    }

    private Attributes attributes(String id, ChainKey chain, Patient patientOrNull, StudyEvent event) {
        String subject = patientOrNull == null ? null : patientOrNull.id();
        return new Attributes(
                id,
                EventCodec.typeOf(event),
                EventCodec.revisionOf(event.getClass()),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                subject,
                sequences.merge(subject == null ? chain.text() : subject, 1L, Long::sum),
                UUID.randomUUID().toString(),
                RecordHash.parse("0".repeat(64)),
                "bench",
                "COORDINATOR",
                patientOrNull == null ? null : patientOrNull.key().id(),
                patientOrNull == null ? Attributes.Content.PLAIN : Attributes.Content.ENCRYPTED);
    }

    @Override
    public void close() {
        producer.close();
    }
}
