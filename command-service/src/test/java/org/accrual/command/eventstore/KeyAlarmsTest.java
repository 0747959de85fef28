package org.accrual.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.accrual.command.eventstore.keys.KeyAlarms;
import org.accrual.log.keys.Keyring;
import org.accrual.log.keys.PatientKey;
import org.accrual.log.keys.UnreadableKeyException;
import org.junit.jupiter.api.Test;

class KeyAlarmsTest {
    private final Map<String, Keyring.KeyState> ring = new HashMap<>();
    private final KeyAlarms alarms = new KeyAlarms(keyId -> {
        Keyring.KeyState state = ring.get(keyId);
        if (state == null) throw new UnreadableKeyException(keyId, "it was altered", null);
        return state;
    });

    @Test
    void aMissingKeyIsAnAlarmUntilItIsBack() {
        ring.put("k1", new Keyring.Missing());
        assertThat(alarms.find("k1")).isEqualTo(new Keyring.Missing());
        assertThat(alarms.find("k1")).isEqualTo(new Keyring.Missing());
        assertThat(alarms.trouble().orElseThrow()).contains("k1", "missing");
        assertThat(alarms.raised().sum()).isEqualTo(2);

        ring.put("k1", new Keyring.Known(PatientKey.generate("k1")));
        assertThat(alarms.find("k1")).isInstanceOf(Keyring.Known.class);
        assertThat(alarms.trouble()).isEmpty();
    }

    @Test
    void anUnreadableKeyIsAnAlarm() {
        assertThatThrownBy(() -> alarms.find("k1")).isInstanceOf(UnreadableKeyException.class);
        assertThat(alarms.trouble().orElseThrow()).contains("k1", "altered");
    }

    @Test
    void anErasedKeyIsOneWhileNoEventErases() {
        ring.put("k1", new Keyring.Erased());
        assertThatThrownBy(() -> alarms.find("k1")).isInstanceOf(UnreadableKeyException.class);
        assertThat(alarms.trouble().orElseThrow()).contains("k1", "erased", "no event");
        assertThat(alarms.raised().sum()).isOne();
    }
}
