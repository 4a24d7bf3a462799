package io.posthorn.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyGuardTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new ReplyGuard());

    @Test
    void anOrdinaryConversationPasses() {
        ask("EHLO posthorn.test\r\n", "250-mx.test\r\n250 SIZE 1000\r\n");
        ask("AUTH LOGIN\r\n", "334 VXNlcm5hbWU6\r\n");
        ask("cG9zdGhvcm4=\r\n", "235 welcome\r\n");
        ask("MAIL FROM:<a@example.org>\r\n", "250 ok\r\n");
        ask("RCPT TO:<b@example.org>\r\n", "550-nobody\r\n550 here\r\n");
        ask("RSET\r\n", "250 ok\r\n");
        ask("DATA\r\n", "354 go on\r\n");
        say("Subject: x\r\n\r\n");
        say("DATA\r\n");
        say("..\r\n");
        ask(".\r\n", "250 taken\r\n");
        ask("DATA\r\n", "451 not now\r\n");
        ask("QUIT\r\n", "221 bye\r\n");

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aReplyMayComeOctetByOctet() {
        say("EHLO posthorn.test\r\n");
        "250-mx.test\r\n250 ok\r\n".chars().forEach(octet -> receive(String.valueOf((char) octet)));

        assertThat(received()).isEqualTo("250-mx.test\r\n250 ok\r\n");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void whatFollowsAReplyUnaskedIsDroppedAndEndsTheConnection() {
        say("MAIL FROM:<a@example.org>\r\n");

        assertBroken("250 ok\r\n250 ok\r\n", "nobody asked for");
        assertThat(received()).isEqualTo("250 ok\r\n");
    }

    @Test
    void aReplyWithoutACommandEndsTheConnection() {
        ask("EHLO posthorn.test\r\n", "250 ok\r\n");

        assertBroken("421 idle\r\n", "nobody asked for");
        assertThat(received()).isEmpty();
    }

    @Test
    void aReplyInTheMiddleOfAMessageEndsTheConnection() {
        ask("DATA\r\n", "354 go on\r\n");
        say("Subject: x\r\n\r\n");

        assertBroken("250 taken\r\n", "nobody asked for");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATA | 250 ok | DATA with 250",
                "DATA | 334 ok | DATA with 334",
                "MAIL FROM:<a@example.org> | 354 ok | not DATA with 354",
                "STARTTLS | 454 no | STARTTLS with 454",
                "STARTTLS | nonsense | STARTTLS with 0",
                "EHLO posthorn.test | 421 no | EHLO with 421",
            })
    void aReplyThatIsNoAnswerEndsTheConnection(String command, String reply, String message) {
        say(command + "\r\n");

        assertBroken(reply + "\r\n", message);
        assertThat(received()).isEmpty();
    }

    @Test
    void theFinalDotIsNotAnsweredLikeData() {
        ask("DATA\r\n", "354 go on\r\n");
        say(".\r\n");

        assertBroken("354 go on\r\n", "the final dot with 354");
    }

    @ParameterizedTest
    @ValueSource(strings = {"220 and so on", "220-and so on\r\n"})
    void aReplyWithoutEndIsNotCollected(String part) {
        say("EHLO posthorn.test\r\n");
        int parts = 64 * 1024 / part.length();
        for (int i = 0; i < parts; i++) {
            receive(part);
        }

        assertBroken(part.repeat(2), "more than 65536 octets");
        assertThat(received().length()).isLessThanOrEqualTo(64 * 1024);
    }

    @Test
    void aGreetingComesOnce() {
        assertBroken("220 mx.test\r\n220 mx.test\r\n", "nobody asked for");
    }

    @Test
    void untilAMailIsAtStakeThereWasNoSession() {
        ask("EHLO posthorn.test\r\n", "250 ok\r\n");
        say("AUTH PLAIN AAAA\r\n");

        assertThatThrownBy(() -> receive("235 ok\r\n235 ok\r\n")).isInstanceOf(NoSessionException.class);
    }

    @Test
    void fromMailOnNothingIsCertain() {
        ask("EHLO posthorn.test\r\n", "250 ok\r\n");
        say("MAIL FROM:<a@example.org>\r\n");

        assertThatThrownBy(() -> receive("250 ok\r\n250 ok\r\n")).isNotInstanceOf(NoSessionException.class);
    }

    @Test
    void nothingIsCertainToAGuardThatMissedTheBeginning() {
        ask("NOOP\r\n", "250 ok\r\n");

        assertThatThrownBy(() -> receive("250 ok\r\n")).isNotInstanceOf(NoSessionException.class);
    }

    @Test
    void aGuardThatComesLateJudgesFromTheNextCommandOn() {
        receive("220 mx.test\r\n");
        receive("250 ok\r\n");
        assertThat(received()).isEqualTo("220 mx.test\r\n250 ok\r\n");
        ask("MAIL FROM:<a@example.org>\r\n", "250 ok\r\n");

        assertBroken("250 ok\r\n", "nobody asked for");
    }

    @Test
    void aServerThatHangsUpBeforeItHasGreetedIsNoticed() {
        hangUp();

        assertThat(received()).isEqualTo("421 the connection ended without a reply\r\n");
    }

    @Test
    void toAReplyThatIsCutOffNothingIsAdded() {
        receive("22");
        received();
        hangUp();

        assertThat(received()).isEmpty();
    }

    @Test
    void aServerThatHangsUpLaterIsNoticedByTheClientItself() {
        ask("EHLO posthorn.test\r\n", "250 ok\r\n");
        say("MAIL FROM:<a@example.org>\r\n");
        hangUp();

        assertThat(received()).isEmpty();
    }

    private void hangUp() {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(channel.isOpen()).isFalse();
    }

    private void ask(String command, String reply) {
        say(command);
        receive(reply);
        assertThat(received()).isEqualTo(reply);
    }

    private void say(String line) {
        channel.writeOutbound(Unpooled.copiedBuffer(line, StandardCharsets.ISO_8859_1));
        channel.releaseOutbound();
    }

    private void receive(String octets) {
        channel.writeInbound(Unpooled.copiedBuffer(octets, StandardCharsets.ISO_8859_1));
    }

    private void assertBroken(String octets, String message) {
        assertThatThrownBy(() -> receive(octets)).hasMessageContaining(message);
        assertThat(channel.isOpen()).isFalse();
    }

    private String received() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
            all.append(part.toString(StandardCharsets.ISO_8859_1));
            part.release();
        }
        return all.toString();
    }
}
