package io.posthorn.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posthorn.mail.Body;
import io.posthorn.mail.Labels;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.OnDoubt;
import io.posthorn.mail.Origin;
import io.posthorn.mail.Schedule;
import io.posthorn.mail.TemplateRef;
import io.posthorn.store.Columns;
import io.posthorn.store.CopyIn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Table {@code mail}: written once, read when an attempt is made later. */
final class MailTable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String COLUMNS = "id, accepted_at, lane, tenant, request_id, stream, tags, correlation_id,"
            + " traceparent, template_name, template_hash, locale, on_doubt, expires_at, source_topic,"
            + " source_partition, source_offset, spec, resent_from, recipients";

    private static final String SELECT = """
            select id, accepted_at, lane, tenant, request_id, stream, tags, correlation_id, traceparent,
                   template_name, encode(template_hash, 'hex') as template_hash, locale, on_doubt, expires_at, spec
            from mail where id = any (?)
            """;

    private MailTable() {}

    static void insert(Connection connection, List<AcceptedMail> mails) throws SQLException {
        CopyIn copy = new CopyIn("mail", COLUMNS);
        for (AcceptedMail accepted : mails) {
            Mail mail = accepted.mail();
            Labels labels = mail.labels();
            copy.value(mail.id().value())
                    .value(mail.acceptedAt())
                    .value(mail.lane().label());
            copy.value(labels.tenant()).value(labels.requestId()).value(labels.stream());
            copy.value(writeTags(labels.tags())).value(labels.correlationId()).value(labels.traceparent());
            copy.value(template(mail, body -> body.template().name()));
            copy.value(template(mail, body -> "\\x" + body.template().hash()));
            copy.value(template(mail, Body.FromTemplate::locale));
            copy.value(mail.schedule().onDoubt().label()).value(mail.schedule().expiresAt());
            Origin origin = accepted.origin();
            copy.value(origin == null ? null : origin.topic());
            copy.value(origin == null ? null : origin.partition());
            copy.value(origin == null ? null : origin.offset());
            copy.value(MailCodec.write(mail))
                    .value(
                            accepted.resentFrom() == null
                                    ? null
                                    : accepted.resentFrom().value());
            copy.value(mail.addressees().recipients().size());
            copy.endRow();
        }
        copy.write(connection);
    }

    static Map<MailId, Mail> load(Connection connection, Collection<MailId> ids) throws SQLException {
        Map<MailId, Mail> mails = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, Columns.of(connection, "uuid", ids, MailId::value));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Mail mail = read(row);
                    mails.put(mail.id(), mail);
                }
            }
        }
        return mails;
    }

    private static Mail read(ResultSet row) throws SQLException {
        MailCodec.Spec spec = MailCodec.read(row.getString("spec"));
        String templateName = row.getString("template_name");
        TemplateRef template =
                templateName == null ? null : new TemplateRef(templateName, row.getString("template_hash"));
        OffsetDateTime expiresAt = row.getObject("expires_at", OffsetDateTime.class);
        return new Mail(
                new MailId(row.getObject("id", UUID.class)),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                Lane.ofLabel(row.getString("lane")),
                new Labels(
                        row.getString("tenant"),
                        row.getString("request_id"),
                        row.getString("stream"),
                        readTags(row.getString("tags")),
                        row.getString("correlation_id"),
                        row.getString("traceparent")),
                spec.addressees(),
                spec.body(template, row.getString("locale")),
                spec.headers(),
                spec.attachments(),
                new Schedule(
                        spec.sendAt() == null ? null : Instant.parse(spec.sendAt()),
                        expiresAt == null ? null : expiresAt.toInstant(),
                        OnDoubt.ofLabel(row.getString("on_doubt"))));
    }

    private static String template(Mail mail, Function<Body.FromTemplate, String> part) {
        return mail.body() instanceof Body.FromTemplate body ? part.apply(body) : null;
    }

    private static String writeTags(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return null;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        tags.forEach(object::put);
        return object.toString();
    }

    private static Map<String, String> readTags(String json) {
        Map<String, String> tags = new HashMap<>();
        if (json != null) {
            try {
                for (Map.Entry<String, JsonNode> tag : JSON.readTree(json).properties()) {
                    tags.put(tag.getKey(), tag.getValue().textValue());
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("PostgreSQL gave JSON that is none", e);
            }
        }
        return tags;
    }
}
