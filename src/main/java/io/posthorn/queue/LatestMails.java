package io.posthorn.queue;

import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.store.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The mails that were accepted last of certain templates, newest first. Reads only, and holds no more than one mail and a
 * page of ids: between two of them no transaction is open, so that whoever looks at a mail may take his time.
 */
public final class LatestMails {

    /** The greatest UUID: before all mails, as the newest are read first. */
    private static final UUID END = new UUID(-1, -1);

    private static final int PAGE = 500;

    /**
     * For each template as many as are wanted, and of these the newest. What looks like a detour for "template_name = name"
     * leaves no other way than the index on template and id: by the primary key a week would be walked through for a
     * template that is rare.
     */
    private static final String SELECT = """
            select latest.id
            from unnest(?::text[]) as t (name)
            cross join lateral (
                select m.id from mail m
                where m.template_name >= t.name and (m.template_name, m.id) < (t.name, ?)
                order by m.template_name desc, m.id desc limit ?) latest
            order by latest.id desc
            limit ?
            """;

    private final Connection connection;
    private final List<String> templates;
    private final int pageSize;

    /**
     * Mails of those templates.
     *
     * @param connection to the gateway's database; it is made to read only, and to begin transactions
     */
    public LatestMails(Connection connection, Collection<String> templates) throws SQLException {
        this(connection, templates, PAGE);
    }

    LatestMails(Connection connection, Collection<String> templates, int pageSize) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        this.connection = connection;
        this.templates = List.copyOf(templates);
        this.pageSize = pageSize;
    }

    /** Shows at most so many to the reader, one by one; answers how many there were. */
    public int read(int most, Consumer<Mail> reader) throws SQLException {
        int shown = 0;
        UUID last = END;
        List<MailId> page;
        do {
            page = page(last, Math.min(pageSize, most - shown));
            for (MailId id : page) {
                Mail mail = load(id);
                last = id.value();
                if (mail != null) {
                    reader.accept(mail);
                    shown++;
                }
            }
        } while (!page.isEmpty() && shown < most);
        return shown;
    }

    /** Ids of the newest so many that are older than that one. */
    List<MailId> page(UUID before, int size) throws SQLException {
        List<MailId> page = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, Columns.of(connection, "text", templates, UnaryOperator.identity()));
            select.setObject(2, before);
            select.setInt(3, size);
            select.setInt(4, size);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    page.add(new MailId(row.getObject(1, UUID.class)));
                }
            }
        } finally {
            connection.rollback();
        }
        return page;
    }

    /** Null if it has gone meanwhile. */
    private Mail load(MailId id) throws SQLException {
        try {
            return MailTable.load(connection, List.of(id)).get(id);
        } finally {
            connection.rollback();
        }
    }
}
