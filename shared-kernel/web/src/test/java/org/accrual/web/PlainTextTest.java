package org.accrual.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.accrual.study.words.InvalidValue;
import org.accrual.web.edge.PlainText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PlainTextTest {
    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u0000",
                "\\u000b",
                "\\u001b",
                "\\u007f",
                "\\u0085",
                "\\u00ad",
                "\\u200b",
                "\\u202e",
                "\\ufeff",
                "\\udb40\\udc41"
            })
    void refusesWhatNobodySeesByTheFieldThatHoldsIt(String invisible) {
        assertThatThrownBy(() -> PlainText.require(JSON.readTree("{\"lesions\":[{\"note\":\"a" + invisible + "b\"}]}")))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("U+")
                .extracting(e -> ((InvalidValue) e).field())
                .isEqualTo("lesions[0].note");
    }

    @Test
    void refusesItInAFieldsNameToo() {
        assertThatThrownBy(() -> PlainText.require(JSON.readTree("{\"a\\u0000\":1}")))
                .isInstanceOf(InvalidValue.class)
                .extracting(e -> ((InvalidValue) e).field())
                .isEqualTo("aU+0000");
        assertThatThrownBy(() -> PlainText.require(JSON.readTree("{\"a\\n\":1}")))
                .isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\\nlines", "a\\tb", "\\r\\n", "日本語", "ñ", "🩺", "a\\u00a0b"})
    void takesFreeTextAsPeopleWriteIt(String text) {
        assertThatCode(() -> PlainText.require(JSON.readTree("{\"text\":\"" + text + "\"}")))
                .doesNotThrowAnyException();
    }
}
