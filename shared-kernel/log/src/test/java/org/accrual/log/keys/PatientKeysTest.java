package org.accrual.log.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.accrual.log.format.ChainKey;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PatientKeysTest {
    private static final TopicPartition TOPIC = new TopicPartition("patient-keys", 0);
    private static final MasterKey MASTER_KEY = new MasterKey(new byte[32]);

    private final Map<Long, ConsumerRecord<byte[], byte[]>> topic = new HashMap<>();
    private final AtomicInteger consumersMade = new AtomicInteger();

    @Test
    void knowsErasedAndMissingKeysApart() {
        PatientKey alive = PatientKey.generate("alive");
        write("alive", MASTER_KEY.wrap(alive));
        write("gone", MASTER_KEY.wrap(PatientKey.generate("gone")));
        write("gone", null);
        try (PatientKeys keys = new PatientKeys(this::consumer, MASTER_KEY)) {
            assertThat(keys.find("alive"))
                    .isInstanceOfSatisfying(
                            Keyring.Known.class,
                            known -> assertThat(known.key().secret()).isEqualTo(alive.secret()));
            assertThat(keys.find("gone")).isEqualTo(new Keyring.Erased());
            assertThat(keys.find("never")).isEqualTo(new Keyring.Missing());
        }
    }

    @Test
    void aMissingKeyIsAnAlarmAndAnErasedOneIsNot() {
        write("gone", null);
        try (PatientKeys keys = new PatientKeys(this::consumer, MASTER_KEY)) {
            ChainKey chain = new ChainKey("s1/c7");
            assertThat(keys.open(chain, "e", "T", "gone", new byte[0])).isEqualTo(new Keyring.ErasedPayload("gone"));
            assertThatExceptionOfType(MissingKeyException.class)
                    .isThrownBy(() -> keys.open(chain, "e", "T", "never", new byte[0]))
                    .withMessageContaining("never");
        }
    }

    @Test
    void findsAKeyThatWasWrittenJustBeforeTheQuestion() {
        try (PatientKeys keys = new PatientKeys(this::consumer, MASTER_KEY)) {
            assertThat(keys.find("new")).isInstanceOf(Keyring.Missing.class);
            write("new", MASTER_KEY.wrap(PatientKey.generate("new")));
            assertThat(keys.find("new")).isInstanceOf(Keyring.Known.class);
        }
    }

    @Test
    void tellsOfAKeyThatIsNotWhatItWas() {
        AtomicInteger changes = new AtomicInteger();
        write("p1", MASTER_KEY.wrap(PatientKey.generate("p1")));
        try (PatientKeys keys = new PatientKeys(this::consumer, MASTER_KEY)) {
            keys.find("p1");
            keys.onChange(changes::incrementAndGet);
            write("p2", MASTER_KEY.wrap(PatientKey.generate("p2")));
            assertThat(keys.find("p2")).isInstanceOf(Keyring.Known.class);
            assertThat(changes).as("a new key").hasValue(0);

            write("p1", null);
            keys.find("whatever was written so far has been read");
            assertThat(changes).as("an erasure").hasValue(1);
        }
    }

    @Test
    void beginsAnewAfterTrouble() {
        write("alive", MASTER_KEY.wrap(PatientKey.generate("alive")));
        try (PatientKeys keys = new PatientKeys(this::failingAtFirst, MASTER_KEY)) {
            assertThat(keys.find("alive")).isInstanceOf(Keyring.Known.class);
            assertThat(consumersMade).hasValue(2);
        }
    }

    @Test
    void noticesThatTheLogsKeysAreWrappedByAnotherMasterKey() {
        MasterKey other = new MasterKey(new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            30, 31, 32
        });
        write("k1", other.wrap(PatientKey.generate("k1")));
        try (PatientKeys keys = new PatientKeys(this::consumer, MASTER_KEY)) {
            assertThat(keys.find("k0")).isInstanceOf(Keyring.Missing.class);
            assertThat(keys.trouble().orElseThrow()).contains(other.id(), MASTER_KEY.id());
            assertThatExceptionOfType(UnreadableKeyException.class)
                    .isThrownBy(() -> keys.find("k1"))
                    .withMessageContaining(other.id());

            write("k1", null);
            assertThat(keys.find("k2")).isInstanceOf(Keyring.Missing.class);
            assertThat(keys.trouble()).isEmpty();
        }
    }

    /** Seen as soon as it is read, whether anybody needs the key or not. */
    @Test
    void noticesThatAKeyWasErased() {
        write("alive", MASTER_KEY.wrap(PatientKey.generate("alive")));
        write("gone", MASTER_KEY.wrap(PatientKey.generate("gone")));
        try (PatientKeys keys = new PatientKeys(this::consumer, MASTER_KEY)) {
            assertThat(keys.find("gone")).isInstanceOf(Keyring.Known.class);
            assertThat(keys.erasures()).isEmpty();
            write("gone", null);
            assertThat(keys.find("never")).isInstanceOf(Keyring.Missing.class);
            assertThat(keys.erasures().orElseThrow()).contains(": gone.", "no event");
            assertThat(keys.trouble()).isEmpty();
        }
    }

    @Test
    void wrapsNothingBeforeItHasReadTheLogsKeys() {
        try (PatientKeys keys = new PatientKeys(this::unreachable, MASTER_KEY)) {
            assertThat(keys.trouble()).contains("the patients' keys have not been read yet");
        }
    }

    /** A leader that the others have left behind tells of an older topic, until it hears that it leads no more. */
    @Test
    void callsNoKeyMissingWhileTheTopicIsShorterThanItWas() throws InterruptedException {
        write("first", MASTER_KEY.wrap(PatientKey.generate("first")));
        write("second", MASTER_KEY.wrap(PatientKey.generate("second")));
        try (PatientKeys keys = new PatientKeys(this::consumer, MASTER_KEY)) {
            assertThat(keys.find("second")).isInstanceOf(Keyring.Known.class);

            ConsumerRecord<byte[], byte[]> hidden = removeLast();
            AtomicReference<Keyring.KeyState> answer = new AtomicReference<>();
            Thread question = Thread.startVirtualThread(() -> answer.set(keys.find("never")));
            assertThat(question.join(Duration.ofMillis(1_500))).isFalse();
            assertThat(keys.trouble().orElseThrow()).contains("was read to 2 and ends at 1 now");
            assertThat(keys.find("second")).isInstanceOf(Keyring.Known.class);

            put(hidden);
            assertThat(question.join(Duration.ofSeconds(9))).isTrue();
            assertThat(answer).hasValue(new Keyring.Missing());
            assertThat(keys.trouble()).isEmpty();
        }
    }

    private Consumer<byte[], byte[]> unreachable() {
        throw new KafkaException("no broker");
    }

    private synchronized void write(String keyId, byte[] wrappedOrNull) {
        long offset = topic.size();
        topic.put(
                offset,
                new ConsumerRecord<>(
                        TOPIC.topic(), 0, offset, keyId.getBytes(StandardCharsets.US_ASCII), wrappedOrNull));
    }

    private synchronized ConsumerRecord<byte[], byte[]> removeLast() {
        return topic.remove(topic.size() - 1L);
    }

    private synchronized void put(ConsumerRecord<byte[], byte[]> last) {
        topic.put(last.offset(), last);
    }

    private synchronized long end() {
        return topic.size();
    }

    private synchronized ConsumerRecord<byte[], byte[]> at(long offset) {
        return topic.get(offset);
    }

    private Consumer<byte[], byte[]> failingAtFirst() {
        if (consumersMade.incrementAndGet() == 1) {
            throw new KafkaException("no broker yet");
        }
        return consumer();
    }

    /** Kafka's own mock, fed from the list above whenever it is polled. */
    private Consumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> mock = new MockConsumer<>(AutoOffsetResetStrategy.NONE.name()) {
            private long fed;

            @Override
            public synchronized Map<TopicPartition, Long> endOffsets(java.util.Collection<TopicPartition> partitions) {
                return Map.of(TOPIC, end());
            }

            @Override
            public synchronized org.apache.kafka.clients.consumer.ConsumerRecords<byte[], byte[]> poll(
                    java.time.Duration timeout) {
                for (; fed < end(); fed++) {
                    addRecord(at(fed));
                }
                return super.poll(timeout);
            }
        };
        mock.updateBeginningOffsets(Map.of(TOPIC, 0L));
        mock.updatePartitions(TOPIC.topic(), List.of());
        return mock;
    }
}
