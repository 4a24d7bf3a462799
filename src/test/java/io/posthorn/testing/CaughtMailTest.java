package io.posthorn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.smtp.ReceivedMail;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaughtMailTest {

    private static final CaughtMail MAIL =
            CaughtMail.of(new ReceivedMail("grace@example.org", List.of("ada@example.org"), """
            Subject: =?UTF-8?Q?Sch=C3=B6ne?=
             =?UTF-8?Q?_Gr=C3=BC=C3=9Fe?=
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=BC=C3=9Fe
            --inner
            Content-Type: text/html; charset=ISO-8859-1
            Content-Transfer-Encoding: quoted-printable

            <b>Gr=FC=DFe</b><img src=3D"cid:logo">
            --inner--
            --outer
            Content-Type: image/gif
            Content-ID: <logo>
            Content-Disposition: inline; filename="logo.gif"
            Content-Transfer-Encoding: base64

            R0lG
            --outer
            Content-Type: text/plain
            Content-Disposition: attachment; filename="terms.txt"

            Small print
            --outer--
            """.replace("\n", "\r\n")));

    @Test
    void anEncodedSubjectIsDecoded() {
        assertThat(MAIL.subject()).isEqualTo("Schöne Grüße");
    }

    @Test
    void theTextIsThatOfTheBodyAndNotOfAnAttachment() {
        assertThat(MAIL.text()).isEqualTo("Grüße");
    }

    @Test
    void aPictureThatTheHtmlRefersToIsPutIntoIt() {
        assertThat(MAIL.html()).isEqualTo("<b>Grüße</b><img src=\"data:image/gif;base64,R0lG\">");
    }

    @Test
    void anAttachmentKeepsItsNameAndContent() {
        assertThat(MAIL.parts())
                .filteredOn(part -> part.fileName().equals("terms.txt"))
                .singleElement()
                .satisfies(part -> assertThat(part.content()).asString().isEqualTo("Small print"));
    }
}
