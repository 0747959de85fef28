package org.accrual.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.accrual.command.eventstore.keys.ErasedPatient;
import org.accrual.command.eventstore.keys.PatientKeyWriter;
import org.accrual.log.format.ChainKey;
import org.accrual.log.keys.Keyring;
import org.accrual.log.keys.MissingKeyException;
import org.accrual.log.keys.PatientKey;
import org.junit.jupiter.api.Test;

class PatientKeyWriterTest {
    private static final ChainKey CHAIN = new ChainKey("s1/c1");

    private final Map<String, String> keyIdInHistory = new HashMap<>();
    private final Map<String, Keyring.KeyState> ring = new HashMap<>();
    private final List<PatientKey> durable = new ArrayList<>();
    private PatientKeyWriter.KeyTopic topic = durable::add;
    private final PatientKeyWriter writer = new PatientKeyWriter(
            (_, patient) -> Optional.ofNullable(keyIdInHistory.get(patient)),
            keyId -> ring.getOrDefault(keyId, new Keyring.Missing()),
            key -> topic.put(key));

    @Test
    void makesANewKeyDurableBeforeItIsUsed() {
        PatientKey key = writer.keyFor(CHAIN, "p1");

        assertThat(durable).containsExactly(key);
        assertThat(key.id()).isNotEqualTo("p1");
    }

    @Test
    void usesNoKeyThatCouldNotBeKept() {
        topic = _ -> {
            throw new StoreUnavailable("no broker");
        };
        assertThatThrownBy(() -> writer.keyFor(CHAIN, "p1")).isInstanceOf(StoreUnavailable.class);

        topic = durable::add;
        assertThat(durable).isEmpty();
        assertThat(writer.keyFor(CHAIN, "p1")).isSameAs(durable.getFirst());
    }

    @Test
    void givesADecisionThatIsMadeAgainTheKeyItHas() {
        assertThat(writer.keyFor(CHAIN, "p1")).isSameAs(writer.keyFor(CHAIN, "p1"));
        assertThat(durable).hasSize(1);
    }

    /** As after a crash between the key and its event: the next instance knows nothing of the first key. */
    @Test
    void makesAnotherKeyWhereTheFirstHasNoEvent() {
        durable.add(PatientKey.generate("orphan"));

        assertThat(writer.keyFor(CHAIN, "p1").id()).isNotEqualTo("orphan");
        assertThat(durable).hasSize(2);
    }

    @Test
    void takesTheKeyThatTheHistoryNamesEvenIfItMadeOneBefore() {
        writer.keyFor(CHAIN, "p1");
        PatientKey winners = PatientKey.generate("winners");
        keyIdInHistory.put("p1", "winners");
        ring.put("winners", new Keyring.Known(winners));

        assertThat(writer.keyFor(CHAIN, "p1")).isSameAs(winners);
    }

    @Test
    void raisesAnAlarmInsteadOfReplacingAMissingKey() {
        keyIdInHistory.put("p1", "lost");

        assertThatThrownBy(() -> writer.keyFor(CHAIN, "p1")).isInstanceOf(MissingKeyException.class);
        assertThat(durable).isEmpty();
    }

    @Test
    void addsNothingToAnErasedPatient() {
        keyIdInHistory.put("p1", "erased");
        ring.put("erased", new Keyring.Erased());

        assertThatThrownBy(() -> writer.keyFor(CHAIN, "p1")).isInstanceOf(ErasedPatient.class);
        assertThat(durable).isEmpty();
    }
}
