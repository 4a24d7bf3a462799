package io.posthorn.results;

import io.posthorn.audit.AuditEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads the trail from a position on. Transactions commit out of order, so a plain high-water mark would pass events
 * that are not visible yet; what is read here ends before the oldest transaction that is still running, and everything
 * before that one has been committed or never will be.
 */
final class TrailReader {

    private static final String SELECT = """
            select e.xid::text as xid, e.id, e.type, e.at, e.mail_id, e.recipient, e.sequence, e.attempt,
                   e.detail::text as detail,
                   m.id as known, m.tenant, m.request_id, m.stream, m.tags::text as tags, m.correlation_id,
                   m.traceparent, m.template_name, encode(m.template_hash, 'hex') as template_hash, m.locale
            from (select * from audit_event
                  where (xid, id) > (?::text::xid8, ?) and xid < pg_snapshot_xmin(pg_current_snapshot())
                  order by xid, id
                  limit ?) e
            left join mail m on m.id = e.mail_id
            order by e.xid, e.id
            """;

    private TrailReader() {}

    /** What follows upon the position and is settled, at most so many. */
    static List<TrailEvent> after(Connection connection, TrailPosition position, int most) throws SQLException {
        List<TrailEvent> events = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, position.xid());
            select.setObject(2, position.event());
            select.setInt(3, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.add(read(row));
                }
            }
        }
        return events;
    }

    /** Whether the event is one that is published. */
    static boolean published(TrailEvent event) {
        return !AuditEvent.UNPUBLISHED.contains(event.type());
    }

    private static TrailEvent read(ResultSet row) throws SQLException {
        return new TrailEvent(
                new TrailPosition(row.getString("xid"), row.getObject("id", UUID.class)),
                row.getString("type"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("mail_id", UUID.class),
                row.getString("recipient"),
                row.getObject("sequence", Integer.class),
                row.getObject("attempt", Integer.class),
                row.getString("detail"),
                row.getObject("known") == null ? null : labels(row));
    }

    private static TrailEvent.MailLabels labels(ResultSet row) throws SQLException {
        return new TrailEvent.MailLabels(
                row.getString("tenant"),
                row.getString("request_id"),
                row.getString("stream"),
                row.getString("tags"),
                row.getString("correlation_id"),
                row.getString("traceparent"),
                row.getString("template_name"),
                row.getString("template_hash"),
                row.getString("locale"));
    }
}
