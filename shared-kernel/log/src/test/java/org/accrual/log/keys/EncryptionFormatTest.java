package org.accrual.log.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class EncryptionFormatTest {
    private static final JsonNode VECTORS = Vectors.file("encryption.json");
    private static final String KEY_ID = VECTORS.get("keyId").stringValue();
    private static final MasterKey MASTER_KEY = new MasterKey(Vectors.hex(VECTORS, "masterKey"));
    private static final PatientKey KEY = new PatientKey(KEY_ID, Vectors.hex(VECTORS, "patientKey"));

    @Test
    void unwrapsTheKeyThatAnotherImplementationWrapped() {
        PatientKey unwrapped = MASTER_KEY.unwrap(KEY_ID, Vectors.hex(VECTORS, "wrapped"));
        assertThat(unwrapped.secret()).isEqualTo(KEY.secret());
    }

    @Test
    void wrapsAsSpecified() {
        byte[] wrapped = MASTER_KEY.wrap(KEY);
        String versionAndMasterKeyId = "01" + VECTORS.get("masterKeyId").stringValue();
        assertThat(HexFormat.of().formatHex(wrapped)).startsWith(versionAndMasterKeyId);
        assertThat(wrapped).hasSize(VECTORS.get("wrapped").stringValue().length() / 2);
        assertThat(MASTER_KEY.unwrap(KEY_ID, wrapped).secret()).isEqualTo(KEY.secret());
    }

    @Test
    void aKeyDoesNotUnwrapUnderAnotherId() {
        byte[] wrapped = Vectors.hex(VECTORS, "wrapped");
        assertThatThrownBy(() -> MASTER_KEY.unwrap("another", wrapped)).isInstanceOf(UnreadableKeyException.class);
    }

    static Stream<JsonNode> notUnwrappable() {
        return Vectors.list(VECTORS, "notUnwrappable");
    }

    @ParameterizedTest
    @MethodSource
    void notUnwrappable(JsonNode vector) {
        assertThatThrownBy(() -> MASTER_KEY.unwrap(KEY_ID, Vectors.hex(vector, "wrapped")))
                .isInstanceOf(UnreadableKeyException.class);
    }

    @Test
    void opensWhatAnotherImplementationSealed() {
        assertThat(open(VECTORS.get("event")))
                .isEqualTo(VECTORS.get("event").get("plaintext").stringValue());
    }

    @Test
    void sealsAsSpecifiedAndNeverTheSameTwice() {
        JsonNode event = VECTORS.get("event");
        byte[] plaintext = event.get("plaintext").stringValue().getBytes(StandardCharsets.UTF_8);
        byte[] once = seal(event, plaintext);
        byte[] again = seal(event, plaintext);
        assertThat(once).hasSize(12 + plaintext.length + 16).isNotEqualTo(again);
        assertThat(KEY.open(chain(event), text(event, "id"), text(event, "type"), again))
                .isEqualTo(plaintext);
    }

    static Stream<JsonNode> notReadable() {
        return Vectors.list(VECTORS, "notReadable");
    }

    @ParameterizedTest
    @MethodSource
    void notReadable(JsonNode vector) {
        assertThatThrownBy(() -> open(vector)).isInstanceOf(UnreadablePayloadException.class);
    }

    private static byte[] seal(JsonNode event, byte[] plaintext) {
        return KEY.seal(chain(event), text(event, "id"), text(event, "type"), plaintext);
    }

    private static String open(JsonNode event) {
        byte[] sealed = Vectors.hex(event, "sealed");
        return new String(
                KEY.open(chain(event), text(event, "id"), text(event, "type"), sealed), StandardCharsets.UTF_8);
    }

    private static ChainKey chain(JsonNode event) {
        return new ChainKey(text(event, "chain"));
    }

    private static String text(JsonNode event, String name) {
        return event.get(name).stringValue();
    }
}
