package io.posthorn.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryStateTest {

    @ParameterizedTest
    @EnumSource(
            value = DeliveryState.class,
            names = {"RELAYED", "FAILED", "EXPIRED", "SUPPRESSED", "CANCELLED"})
    void nothingFollowsUponTheEnd(DeliveryState end) {
        assertThat(end.terminal()).isTrue();
        assertThat(DeliveryState.values()).noneMatch(next -> next.mayFollow(end));
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryState.class,
            names = {"RELAYED", "FAILED", "EXPIRED", "SUPPRESSED", "CANCELLED"},
            mode = EnumSource.Mode.EXCLUDE)
    void everythingElseCanComeToAnEnd(DeliveryState state) {
        assertThat(DeliveryState.CANCELLED.mayFollow(state)).isTrue();
        assertThat(DeliveryState.EXPIRED.mayFollow(state)).isTrue();
    }

    @Test
    void whatIsHeldIsNotSent() {
        assertThat(DeliveryState.RELAYED.mayFollow(DeliveryState.HELD)).isFalse();
        assertThat(DeliveryState.RELEASED.mayFollow(DeliveryState.HELD)).isTrue();
    }

    @Test
    void nothingBecomesAcceptedTwice() {
        assertThat(DeliveryState.values()).noneMatch(DeliveryState.ACCEPTED::mayFollow);
    }

    @ParameterizedTest
    @EnumSource(DeliveryState.class)
    void aLabelNamesItsState(DeliveryState state) {
        assertThat(DeliveryState.ofLabel(state.label())).isEqualTo(state);
        assertThat(state.label()).matches("[a-z]+(-[a-z]+)?");
    }
}
