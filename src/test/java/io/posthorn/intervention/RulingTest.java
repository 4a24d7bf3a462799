package io.posthorn.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import io.posthorn.mail.MailId;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.Intervention;
import io.posthorn.queue.Standing;
import io.posthorn.queue.Standing.Wait;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulingTest {

    private static final UUID SOMEBODY = new UUID(0, 1);

    // State and what it waits for; then what comes of cancel, hold, release, retry and resend: the new state, = if
    // nothing is to be done, or the code of the refusal.
    @ParameterizedTest
    @CsvSource({
        "accepted, TURN,     cancelled, held, =,        =,         not-ended",
        "accepted, RETRY,    cancelled, held, =,        =,         not-ended",
        "accepted, SCHEDULE, cancelled, held, =,        scheduled, not-ended",
        "deferred, TURN,     cancelled, held, =,        =,         not-ended",
        "deferred, RETRY,    cancelled, held, =,        released,  not-ended",
        "in-doubt, RETRY,    cancelled, held, =,        released,  not-ended",
        "in-doubt, TURN,     cancelled, held, =,        =,         not-ended",
        "in-doubt, NOTHING,  cancelled, =,    released, on-hold,   not-ended",
        "held,     NOTHING,  cancelled, =,    released, on-hold,   not-ended",
        "released, TURN,     cancelled, held, =,        =,         not-ended",
        "released, RETRY,    cancelled, held, =,        =,         not-ended",
        "released, SCHEDULE, cancelled, held, =,        scheduled, not-ended",
    })
    void anActionOnAnOpenDelivery(
            String state, String waitsFor, String cancel, String hold, String release, String retry, String resend) {
        Standing delivery = delivery(DeliveryState.ofLabel(state), Wait.valueOf(waitsFor));

        assertThat(Arrays.stream(Action.values()).map(action -> said(action.on(delivery))))
                .containsExactly(cancel, hold, release, retry, resend);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryState.class,
            names = {"RELAYED", "FAILED", "EXPIRED", "SUPPRESSED"})
    void whatHasEndedCanOnlyBeResent(DeliveryState state) {
        Standing delivery = delivery(state, Wait.NOTHING);

        assertThat(Stream.of(Action.CANCEL, Action.HOLD, Action.RELEASE, Action.RETRY)
                        .map(action -> said(action.on(delivery))))
                .containsOnly("ended");
        assertThat(Action.RESEND.on(delivery)).isEqualTo(new Ruling.Again());
    }

    @Test
    void whatIsCancelledIsCancelledAlready() {
        assertThat(said(Action.CANCEL.on(delivery(DeliveryState.CANCELLED, Wait.NOTHING))))
                .isEqualTo("=");
    }

    @Test
    void whatWasResentIsResentOnce() {
        MailId copy = new MailId(UUID.randomUUID());
        Standing delivery = standing(DeliveryState.RELAYED, Wait.NOTHING, null, false, copy);

        assertThat(Action.RESEND.on(delivery))
                .isInstanceOfSatisfying(
                        Ruling.Unchanged.class,
                        unchanged -> assertThat(unchanged.message()).contains(copy.toString()));
    }

    @ParameterizedTest
    @MethodSource("attemptable")
    void whatIsUnderWayIsNotStopped(DeliveryState state) {
        Standing delivery = standing(state, Wait.TURN, SOMEBODY, true, null);

        assertThat(said(Action.CANCEL.on(delivery))).isEqualTo("under-way");
        assertThat(said(Action.HOLD.on(delivery))).isEqualTo("under-way");
        assertThat(said(Action.RETRY.on(delivery))).isEqualTo("=");
        assertThatThrownBy(() -> new Intervention(delivery, DeliveryState.CANCELLED, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("attemptable")
    void aLeaseAloneDoesNotProtectADelivery(DeliveryState state) {
        Standing delivery = standing(state, Wait.TURN, SOMEBODY, false, null);

        assertThat(said(Action.CANCEL.on(delivery))).isEqualTo("cancelled");
        assertThat(said(Action.HOLD.on(delivery))).isEqualTo("held");
    }

    static Stream<DeliveryState> attemptable() {
        return Stream.of(
                DeliveryState.ACCEPTED, DeliveryState.DEFERRED, DeliveryState.RELEASED, DeliveryState.IN_DOUBT);
    }

    private static String said(Ruling ruling) {
        if (ruling instanceof Ruling.Change change) {
            assertThat(change.intervention().due())
                    .isEqualTo(change.intervention().state() == DeliveryState.RELEASED);
            return change.intervention().state().label();
        }
        return ruling instanceof Ruling.Refused refused ? refused.code() : "=";
    }

    private static Standing delivery(DeliveryState state, Wait waitsFor) {
        return standing(state, waitsFor, null, false, null);
    }

    private static Standing standing(
            DeliveryState state, Wait waitsFor, UUID holder, boolean underWay, MailId resentAs) {
        return new Standing(
                new DeliveryKey(new MailId(new UUID(1, 1)), 0),
                Lane.TRANSACTIONAL,
                new EmailAddress("ada@example.org"),
                state,
                3,
                1,
                100,
                waitsFor,
                holder,
                underWay,
                resentAs);
    }
}
