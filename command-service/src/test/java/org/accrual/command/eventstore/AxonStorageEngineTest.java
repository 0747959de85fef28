package org.accrual.command.eventstore;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.command.eventstore.axon.KafkaEventStorageEngine;
import org.accrual.command.eventstore.kafka.KafkaChainStore;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.log.keys.RecordSigner;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.junit.jupiter.api.AfterAll;

/** Axon's own contract for a storage engine, every case of it, against a real broker. It asks for an empty log. */
class AxonStorageEngineTest extends StorageEngineTestSuite<KafkaEventStorageEngine> {
    private EmbeddedBroker broker;
    private KafkaChainStore store;

    @Override
    protected KafkaEventStorageEngine buildStorageEngine() {
        broker = EmbeddedBroker.start(TestBroker.directory(), 0);
        OneChainCodec codec = new OneChainCodec();
        store = new KafkaChainStore(
                new StoreSettings(Map.of("bootstrap.servers", broker.bootstrapServers()), 2, 1),
                WriterLimits.STANDARD,
                RecordSigner.NONE,
                codec::labels);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store.readiness().whyNot().isEmpty());
        return new KafkaEventStorageEngine(store, codec);
    }

    @AfterAll
    void close() {
        store.close();
        broker.close();
    }

    @Override
    protected ProcessingContext processingContext() {
        return null;
    }
}
