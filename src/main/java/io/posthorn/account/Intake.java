package io.posthorn.account;

import io.posthorn.account.Ledger.Partition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the database has on record about the records of Kafka. */
final class Intake {

    // Within one transaction a partition's records are in order of their offsets.
    private static final String EVENTS = """
            select e.type, e.source_topic, e.source_partition, e.source_offset,
                   case e.type when 'intake.skipped' then (e.detail ->> 'to')::bigint end as skipped_to,
                   e.xid < pg_snapshot_xmin(pg_current_snapshot()) as settled
            from audit_event e
            where e.source_topic is not null and e.xid >= ?::text::xid8
            order by e.xid, e.source_topic, e.source_partition, e.source_offset, e.type <> 'intake.begun', e.id
            """;

    private static final String POSITIONS = "select topic, partition, next_offset from intake_offset";
    private static final int ROWS_AT_A_TIME = 5000;

    private Intake() {}

    /**
     * Enters what has happened since that transaction. A transaction that is still running may yet add events in
     * between those of the others, so what follows upon it is entered only in the second of the two ledgers.
     *
     * @param ledger as it was before that transaction; takes what is settled
     * @return the ledger with everything that can be seen
     */
    static Ledger enter(Connection connection, String fromXid, Ledger ledger) throws SQLException {
        Ledger visible = null;
        try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
            select.setFetchSize(ROWS_AT_A_TIME);
            select.setString(1, fromXid);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (visible == null && !row.getBoolean("settled")) {
                        visible = ledger.copy();
                    }
                    enter(row, visible == null ? ledger : visible);
                }
            }
        }
        return visible == null ? ledger.copy() : visible;
    }

    private static void enter(ResultSet row, Ledger ledger) throws SQLException {
        Partition partition = new Partition(row.getString("source_topic"), row.getInt("source_partition"));
        long offset = row.getLong("source_offset");
        switch (row.getString("type")) {
            case "intake.begun" -> ledger.begin(partition, offset);
            case "intake.skipped" -> ledger.enter(partition, offset, row.getLong("skipped_to"));
            default -> ledger.enter(partition, offset, offset + 1);
        }
    }

    /** Holds the ledger against where the partitions stand. */
    static List<Offender> compare(Connection connection, Ledger ledger) throws SQLException {
        List<Offender> offenders = new ArrayList<>();
        Set<Partition> standing = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(POSITIONS);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Partition partition = new Partition(row.getString(1), row.getInt(2));
                standing.add(partition);
                compare(offenders, partition, row.getLong(3), ledger.pages().get(partition));
            }
        }
        for (Map.Entry<Partition, Ledger.Page> page : ledger.pages().entrySet()) {
            if (!standing.contains(page.getKey())) {
                offenders.add(offender(
                        Offender.Kind.POSITION_MISSING,
                        page.getKey(),
                        page.getValue().next(),
                        "intake_offset has no row for it: it would be read from its beginning"));
            }
        }
        return offenders;
    }

    private static void compare(List<Offender> offenders, Partition partition, long position, Ledger.Page page) {
        if (page == null) {
            offenders.add(offender(
                    Offender.Kind.BEGINNING_MISSING, partition, position, "no event says where its account begins"));
        } else if (position > page.next()) {
            offenders.add(Ledger.missingOffsets(partition, page.next(), position));
        } else if (position < page.next()) {
            offenders.add(offender(
                    Offender.Kind.POSITION_BEHIND,
                    partition,
                    position,
                    "intake_offset stands here, and events account for everything before " + page.next()));
        }
    }

    private static Offender offender(Offender.Kind kind, Partition partition, long offset, String detail) {
        return new Offender(kind, new Offender.Offsets(partition.topic(), partition.number(), offset, offset), detail);
    }
}
