package org.accrual.log.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.accrual.log.clients.Break;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.PatientKey;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class KeyAuditTest {
    private static final MasterKey MASTER_KEY = new MasterKey(new byte[32]);

    private static final MasterKey OTHER =
            new MasterKey("another master key of 32 bytes..".getBytes(StandardCharsets.US_ASCII));

    private final KeyAudit audit = new KeyAudit();
    private long nextKey;

    @Test
    void everyKeyThatTheLogNeedsIsThereOrErased() {
        event(0, "k1");
        event(1, "k1");
        event(2, "k2");
        event(3, null);
        key("k1", MASTER_KEY.wrap(PatientKey.generate("k1")));
        key("k2", MASTER_KEY.wrap(PatientKey.generate("k2")));
        key("k2", null);
        key("without an event", MASTER_KEY.wrap(PatientKey.generate("orphan")));

        assertThat(audit.breaks()).isEmpty();
        assertThat(audit.summary()).isEqualTo("1 keys, 1 erased");
        assertThat(audit.masterKeyIds()).containsExactly(MASTER_KEY.id());
    }

    @Test
    void aMissingAndAGarbledKeyAreBrokenAtTheFirstRecordThatNeedsThem() {
        event(3, "lost");
        event(4, "garbled");
        event(5, "lost");
        key("garbled", MASTER_KEY.wrap(PatientKey.generate("garbled")));
        key("garbled", new byte[] {1, 2, 3});

        assertThat(audit.summary()).isEqualTo("0 keys, 0 erased");
        assertThat(audit.breaks())
                .map(Break::toString)
                .containsExactly(
                        "study-events partition 2 offset 3: its key lost is missing from patient-keys: nobody can read"
                                + " the patient",
                        "study-events partition 2 offset 4: what patient-keys holds under its key garbled is no wrapped"
                                + " key: nobody can read the patient");
    }

    @Test
    void theFirstKeyThatAnotherMasterKeyWrapsThanMostIsBroken() {
        key("k1", OTHER.wrap(PatientKey.generate("k1")));
        key("k2", MASTER_KEY.wrap(PatientKey.generate("k2")));
        key("k3", OTHER.wrap(PatientKey.generate("k3")));
        key("k4", MASTER_KEY.wrap(PatientKey.generate("k4")));
        key("k5", MASTER_KEY.wrap(PatientKey.generate("k5")));

        assertThat(audit.lost()).isEmpty();
        assertThat(audit.breaks())
                .singleElement()
                .asString()
                .isEqualTo("patient-keys partition 0 offset 0: its key is wrapped by the master key " + OTHER.id()
                        + ", but 3 of 5 keys by " + MASTER_KEY.id());
    }

    @Test
    void ofMasterKeysThatWrapAsManyKeysTheFirstCounts() {
        key("k1", OTHER.wrap(PatientKey.generate("k1")));
        key("k2", MASTER_KEY.wrap(PatientKey.generate("k2")));

        assertThat(audit.breaks())
                .singleElement()
                .asString()
                .startsWith("patient-keys partition 0 offset 1: its key is wrapped");
    }

    @Test
    void theLastValueOfAKeyTellsItsMasterKey() {
        key("k1", MASTER_KEY.wrap(PatientKey.generate("k1")));
        key("k2", OTHER.wrap(PatientKey.generate("k2")));
        key("k2", null);
        key("k3", OTHER.wrap(PatientKey.generate("k3")));
        key("k3", MASTER_KEY.wrap(PatientKey.generate("k3")));

        assertThat(audit.breaks()).isEmpty();
    }

    @Test
    void whatLiesInAnotherPartitionThanTheFirstIsNotRead() {
        event(0, "moved");
        event(1, "not-erased");
        key("not-erased", MASTER_KEY.wrap(PatientKey.generate("not-erased")));
        audit.readKey(new ConsumerRecord<>(
                "patient-keys", 1, 0, bytes("moved"), MASTER_KEY.wrap(PatientKey.generate("moved"))));
        audit.readKey(new ConsumerRecord<>("patient-keys", 1, 1, bytes("not-erased"), null));

        assertThat(audit.summary()).isEqualTo("1 keys, 0 erased");
        assertThat(audit.breaks()).singleElement().asString().contains("its key moved is missing from patient-keys");
    }

    private void event(long offset, String keyIdOrNull) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("study-events", 2, offset, null, new byte[0]);
        if (keyIdOrNull != null) {
            record.headers().add("ce_keyid", bytes(keyIdOrNull));
        }
        audit.readEvent(record);
    }

    private void key(String id, byte[] valueOrNull) {
        audit.readKey(new ConsumerRecord<>("patient-keys", 0, nextKey++, bytes(id), valueOrNull));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
