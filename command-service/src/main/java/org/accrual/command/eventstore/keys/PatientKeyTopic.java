package org.accrual.command.eventstore.keys;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.accrual.command.eventstore.StoreUnavailable;
import org.accrual.log.clients.KafkaClients;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.keys.Keyring;
import org.accrual.log.keys.KeysUnavailableException;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.PatientKey;
import org.accrual.log.keys.PatientKeys;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes the patients' keys to their topic, wrapped, and reads them there, from the beginning on: it has to know that
 * its master key is the log's before it wraps a key with it.
 */
public final class PatientKeyTopic implements PatientKeyWriter.KeyTopic, Keyring, AutoCloseable {
    private static final Duration DURABLE_WITHIN = Duration.ofSeconds(6);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    private static final Duration BLOCK_AT_MOST = Duration.ofSeconds(2);

    private final Map<String, Object> clientProperties;
    private final MasterKey masterKey;
    private final PatientKeys reader;
    private KafkaProducer<byte[], byte[]> producer;

    public PatientKeyTopic(Map<String, Object> clientProperties, MasterKey masterKey) {
        this.clientProperties = clientProperties;
        this.masterKey = masterKey;
        this.reader = new PatientKeys(clientProperties, masterKey);
    }

    /** Why no key can be put now, for whoever runs the service; empty if one can. */
    public Optional<String> trouble() {
        return reader.trouble();
    }

    /** Keys that somebody erased; empty if nobody did. */
    public Optional<String> erasures() {
        return reader.erasures();
    }

    /** See {@link PatientKeys#onChange}. */
    public void onChange(Runnable listener) {
        reader.onChange(listener);
    }

    /** @throws StoreUnavailable if the topic can't be read at the moment */
    @Override
    public KeyState find(String keyId) {
        try {
            return reader.find(keyId);
        } catch (KeysUnavailableException e) {
            throw new StoreUnavailable(e.getMessage());
        }
    }

    @Override
    public void put(PatientKey key) {
        trouble().ifPresent(reason -> {
            throw new StoreUnavailable(reason);
        });
        byte[] id = key.id().getBytes(StandardCharsets.UTF_8);
        try {
            producer()
                    .send(new ProducerRecord<>(LogTopics.PATIENT_KEYS.topicName(), 0, id, masterKey.wrap(key)))
                    .get(DURABLE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw notDurable(e.getCause());
        } catch (TimeoutException | KafkaException e) {
            throw notDurable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notDurable(e);
        }
    }

    private static StoreUnavailable notDurable(Throwable cause) {
        return new StoreUnavailable("a patient's key could not be stored: " + cause.getMessage());
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null)
            producer = KafkaClients.writer(clientProperties, ANSWER_WITHIN, DURABLE_WITHIN, BLOCK_AT_MOST, Map.of());
        return producer;
    }

    @Override
    public synchronized void close() {
        reader.close();
        if (producer != null) producer.close(Duration.ofSeconds(1));
    }
}
