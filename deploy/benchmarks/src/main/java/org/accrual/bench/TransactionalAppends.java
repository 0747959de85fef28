package org.accrual.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The usual answer: one transactional producer per partition, whose id fences any other. Everything that waits goes into
 * one transaction, which is the best that can be made of it; conditions would be checked before, at no cost here.
 */
final class TransactionalAppends extends PlainAppends {
    private static final int ANSWER_WITHIN_SECONDS = 30;
    private static final int TRANSACTION_RECORDS_MAX = 500;

    private record Waiting(ProducerRecord<byte[], byte[]> record, CompletableFuture<Void> committed) {}

    private final List<Owner> owners;

    TransactionalAppends(String bootstrap, String topic, int partitions, int valueBytes) {
        super(bootstrap, topic, partitions, valueBytes, "read_committed");
        owners = IntStream.range(0, partitions)
                .mapToObj(p -> new Owner(bootstrap, topic + "-" + p))
                .toList();
    }

    @Override
    void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        Waiting waiting = new Waiting(record, new CompletableFuture<>());
        owners.get(record.partition()).queue.add(waiting);
        waiting.committed.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        for (Owner owner : owners) owner.close();
        super.close();
    }

    private static final class Owner {
        private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
        private final KafkaProducer<byte[], byte[]> producer;
        private final Thread thread;

        Owner(String bootstrap, String transactionalId) {
            Map<String, Object> properties = producerProperties(bootstrap);
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
            producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
            producer.initTransactions();
            thread = Thread.ofPlatform().daemon().name(transactionalId).start(this::run);
        }

        private void run() {
            try {
                while (true) commit(queue.take());
            } catch (InterruptedException closing) {
                producer.close(Duration.ofSeconds(1));
            }
        }

        private void commit(Waiting first) {
            List<Waiting> batch = new ArrayList<>(List.of(first));
            queue.drainTo(batch, TRANSACTION_RECORDS_MAX - 1);
            producer.beginTransaction();
            batch.forEach(waiting -> producer.send(waiting.record));
            producer.commitTransaction();
            batch.forEach(waiting -> waiting.committed.completeAsync(() -> null));
        }

        void close() throws InterruptedException {
            thread.interrupt();
            thread.join();
        }
    }
}
