package io.posthorn.testing;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Rows of a mail as the gateway leaves them, written straight into the tables; a test says only what matters to it. */
public final class MailRow {

    /** Stands for content that no answer may contain. */
    public static final String CONTENT = "the-secret-content";

    private final String jdbcUrl;
    private final Map<String, String> recipients = new LinkedHashMap<>();
    private Instant at = Instant.parse("2026-11-23T16:00:00Z");
    private String tenant = "default";
    private String requestId = UUID.randomUUID().toString();
    private String stream = "transactional";
    private String tags = "{}";
    private String lane = "transactional";
    private String correlationId;
    private String template;

    private MailRow(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** A mail in that database, to nobody yet. */
    public static MailRow in(String jdbcUrl) {
        return new MailRow(jdbcUrl);
    }

    public MailRow at(Instant instant) {
        at = instant;
        return this;
    }

    public MailRow tenant(String name) {
        tenant = name;
        return this;
    }

    public MailRow requestId(String id) {
        requestId = id;
        return this;
    }

    public MailRow stream(String name) {
        stream = name;
        return this;
    }

    public MailRow tag(String name, String value) {
        tags = "{\"" + name + "\": \"" + value + "\"}";
        return this;
    }

    public MailRow correlationId(String id) {
        correlationId = id;
        return this;
    }

    public MailRow template(String name) {
        template = name;
        return this;
    }

    /** Its deliveries stay as they are, also when they are due: no worker takes what is in a lane of nobody's. */
    public MailRow leftAlone() {
        lane = "nobody's";
        return this;
    }

    public MailRow to(String recipient, String state) {
        recipients.put(recipient, state);
        return this;
    }

    /** Writes the mail, its deliveries, and one event for each. */
    public UUID accepted() {
        UUID id = UuidCreator.getTimeOrderedEpoch(at);
        run(
                "insert into mail (id, accepted_at, lane, tenant, request_id, stream, tags, correlation_id,"
                        + " template_name, template_hash, locale, on_doubt, source_topic, source_partition,"
                        + " source_offset, spec) values (?, ?, 'transactional', ?, ?, ?, cast(? as jsonb), ?, ?,"
                        + " sha256('x'), 'de', 'resend', 'mail.requests.v1', 3, 42, ?)",
                id,
                utc(at),
                tenant,
                requestId,
                stream,
                tags,
                correlationId,
                template,
                CONTENT);
        event(id, "mail.accepted", null, 0, null);
        int ordinal = 0;
        for (Map.Entry<String, String> recipient : recipients.entrySet()) {
            run(
                    "insert into delivery (mail_id, ordinal, lane, recipient, state, sequence, attempt, weight, due_at,"
                            + " expires_at) values (?, ?, ?, ?, ?, 1, 1, 100, ?, ?)",
                    id,
                    ordinal++,
                    lane,
                    recipient.getKey(),
                    recipient.getValue(),
                    recipient.getValue().equals("deferred") ? utc(at.plusSeconds(60)) : null,
                    utc(at.plusSeconds(3600)));
            event(
                    id,
                    "delivery." + recipient.getValue(),
                    recipient.getKey(),
                    1,
                    "{\"smtp\": {\"code\": 451}, \"reason\": \"greylisting\", \"class\": \"TransientFailure\","
                            + " \"data\": \"" + CONTENT + "\"}");
        }
        return id;
    }

    /** Writes a request that was refused instead: one event, no mail. */
    public UUID rejected() {
        UUID id = UuidCreator.getTimeOrderedEpoch(at);
        String labels = correlationId == null ? "" : "\"correlationId\": \"" + correlationId + "\", ";
        event(
                id,
                "mail.rejected",
                null,
                0,
                "{\"tenant\": \"" + tenant + "\", \"requestId\": \"" + requestId + "\", \"stream\": \"" + stream
                        + "\", " + labels + "\"tags\": " + tags + ", \"code\": \"invalid-request\", \"errors\":"
                        + " [{\"pointer\": \"/to/0\", \"code\": \"invalid-address\", \"message\": \"no address\"}]}");
        return id;
    }

    private void event(UUID mailId, String type, String recipient, int sequence, String detail) {
        run(
                "insert into audit_event (id, at, type, mail_id, recipient, sequence, attempt, detail)"
                        + " values (?, ?, ?, ?, ?, ?, ?, cast(? as jsonb))",
                UuidCreator.getTimeOrderedEpochPlus1(),
                utc(at.plusSeconds(sequence)),
                type,
                mailId,
                recipient,
                sequence,
                recipient == null ? null : 1,
                detail);
    }

    private void run(String sql, Object... parameters) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, Database.USER, Database.USER);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
