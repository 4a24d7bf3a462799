package io.posthorn.testing.mime;

import io.posthorn.testing.smtp.ReceivedMail;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.address.AddressList;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.dom.field.ParseException;
import org.apache.james.mime4j.dom.field.ParsedField;
import org.apache.james.mime4j.field.DefaultFieldParser;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.util.MimeUtil;

/** Apache James Mime4j, by its strict parsers: what is malformed in any way is an error. */
final class Mime4jReader implements MailReader {

    private static final MimeConfig STRICT = MimeConfig.copy(MimeConfig.STRICT)
            .setMaxLineLen(1000)
            .setMaxHeaderLen(100_000)
            .build();

    @Override
    public ReadMail read(ReceivedMail mail) {
        try {
            DefaultMessageBuilder builder = new DefaultMessageBuilder();
            builder.setMimeEntityConfig(STRICT);
            builder.setDecodeMonitor(DecodeMonitor.STRICT);
            builder.setFieldParser(DefaultFieldParser.getParser());
            Message message =
                    builder.parseMessage(new ByteArrayInputStream(mail.raw().getBytes(StandardCharsets.ISO_8859_1)));
            List<ReadMail.Header> headers = new ArrayList<>();
            for (Field field : message.getHeader().getFields()) {
                requireValid(field);
                String raw = MimeUtil.unfold(field.getBody()).strip();
                headers.add(new ReadMail.Header(
                        field.getName(), raw, DecoderUtil.decodeEncodedWords(raw, DecodeMonitor.STRICT)));
            }
            List<ReadMail.Part> parts = new ArrayList<>();
            collect(message, parts);
            return new ReadMail(
                    headers,
                    message.getSubject() == null ? "" : message.getSubject(),
                    message.getFrom().stream().map(Mime4jReader::address).toList(),
                    addresses(message.getTo()),
                    addresses(message.getCc()),
                    addresses(message.getReplyTo()),
                    parts);
        } catch (ParseException e) {
            throw new IllegalArgumentException("Mime4j cannot read it", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireValid(Field field) throws ParseException {
        if (field instanceof ParsedField parsed && !parsed.isValidField()) {
            throw parsed.getParseException();
        }
    }

    private static List<ReadMail.Address> addresses(AddressList list) {
        return list == null
                ? List.of()
                : list.flatten().stream().map(Mime4jReader::address).toList();
    }

    /** Mime4j takes the quotes off a local part; here they are needed. */
    private static ReadMail.Address address(Mailbox mailbox) {
        String local = mailbox.getLocalPart();
        boolean dotString = local.matches("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
        String written = dotString ? local : '"' + local.replaceAll("([\\\\\"])", "\\\\$1") + '"';
        return new ReadMail.Address(text(mailbox.getName()), written + '@' + mailbox.getDomain());
    }

    private static void collect(Entity entity, List<ReadMail.Part> parts) throws IOException, ParseException {
        for (Field field : entity.getHeader().getFields()) {
            requireValid(field);
        }
        if (entity.getBody() instanceof Multipart multipart) {
            for (Entity child : multipart.getBodyParts()) {
                collect(child, parts);
            }
            return;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ((SingleBody) entity.getBody()).writeTo(content);
        Field contentId = entity.getHeader().getField("Content-ID");
        parts.add(new ReadMail.Part(
                entity.getMimeType().toLowerCase(Locale.ROOT),
                text(entity.getCharset()),
                text(entity.getDispositionType()).toLowerCase(Locale.ROOT),
                text(entity.getFilename()),
                contentId == null ? "" : contentId.getBody().strip().replaceAll("^<|>$", ""),
                content.toByteArray()));
    }

    private static String text(String textOrNull) {
        return textOrNull == null ? "" : textOrNull;
    }
}
