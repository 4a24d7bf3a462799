package io.posthorn.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddresseesTest {

    @Test
    void everybodyGetsTheMailOnceInTheOrderOfToCcBcc() {
        Addressees addressees = new Addressees(
                Mailbox.parse("shop@example.org"),
                List.of(Mailbox.parse("Ada <ada@example.org>"), Mailbox.parse("ada@EXAMPLE.org")),
                List.of(Mailbox.parse("bob@example.org"), Mailbox.parse("Ada@example.org")),
                List.of(Mailbox.parse("bob@example.org"), Mailbox.parse("eve@example.org")),
                List.of());

        assertThat(addressees.recipients())
                .extracting(EmailAddress::value)
                .containsExactly("ada@example.org", "bob@example.org", "Ada@example.org", "eve@example.org");
    }
}
