package io.posthorn.testing.mime;

import io.posthorn.testing.smtp.ReceivedMail;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** Eclipse Angus, the reference implementation of Jakarta Mail. */
final class AngusReader implements MailReader {

    private static final Session SESSION = Session.getInstance(new Properties());

    @Override
    public ReadMail read(ReceivedMail mail) {
        try {
            MimeMessage message = new MimeMessage(
                    SESSION, new ByteArrayInputStream(mail.raw().getBytes(StandardCharsets.ISO_8859_1)));
            List<ReadMail.Header> headers = new ArrayList<>();
            for (Header header : Collections.list(message.getAllHeaders())) {
                String raw = MimeUtility.unfold(header.getValue()).strip();
                headers.add(new ReadMail.Header(header.getName(), raw, MimeUtility.decodeText(raw)));
            }
            List<ReadMail.Part> parts = new ArrayList<>();
            collect(message, parts);
            return new ReadMail(
                    headers,
                    message.getSubject() == null ? "" : message.getSubject(),
                    addresses(message, "From"),
                    addresses(message, "To"),
                    addresses(message, "Cc"),
                    addresses(message, "Reply-To"),
                    parts);
        } catch (MessagingException e) {
            throw new IllegalArgumentException("Angus cannot read it", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ReadMail.Address> addresses(MimeMessage message, String header) throws MessagingException {
        String value = message.getHeader(header, ",");
        if (value == null || value.equals("undisclosed-recipients:;")) {
            return List.of();
        }
        return Arrays.stream(InternetAddress.parseHeader(MimeUtility.unfold(value), true))
                .map(address -> new ReadMail.Address(
                        address.getPersonal() == null ? "" : address.getPersonal(), address.getAddress()))
                .toList();
    }

    private static void collect(MimePart part, List<ReadMail.Part> parts) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*")) {
            Multipart multipart = (Multipart) part.getContent();
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart child = multipart.getBodyPart(i);
                collect((MimePart) child, parts);
            }
            return;
        }
        ContentType type = new ContentType(part.getContentType());
        parts.add(new ReadMail.Part(
                type.getBaseType().toLowerCase(Locale.ROOT),
                text(type.getParameter("charset")),
                text(part.getDisposition()).toLowerCase(Locale.ROOT),
                text(part.getFileName()),
                text(part.getContentID()).replaceAll("^<|>$", ""),
                part.getInputStream().readAllBytes()));
    }

    private static String text(String textOrNull) {
        return textOrNull == null ? "" : textOrNull;
    }
}
