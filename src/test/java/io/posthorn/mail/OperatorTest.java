package io.posthorn.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTest {

    @ParameterizedTest
    @ValueSource(strings = {"ada", "grace@shop.example.com", "system:serviceaccount:mail/cleanup", "0"})
    void aPersonOrAProgramIsAnActor(String actor) {
        assertThat(new Operator(actor, "wrong price list").actor()).isEqualTo(actor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-ada", "Ada Lovelace", "ada\n", "ada\r\nX: y", "\"ada\"", "ädä", "<ada>"})
    void whatIsNotOnTheListIsNoActor(String actor) {
        assertThatThrownBy(() -> new Operator(actor, "r")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "one\ntwo", "a\u0000b", "\u202Edetrever"})
    void aReasonIsOneLineOfText(String reason) {
        assertThatThrownBy(() -> new Operator("ada", reason)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bothAreBounded() {
        assertThat(new Operator("a".repeat(128), "ä".repeat(500)).reason()).hasSize(500);
        assertThatThrownBy(() -> new Operator("a".repeat(129), "r")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Operator("a", "r".repeat(501))).isInstanceOf(IllegalArgumentException.class);
    }
}
