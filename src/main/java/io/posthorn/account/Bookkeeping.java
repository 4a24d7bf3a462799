package io.posthorn.account;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Brings the running account up to date in one transaction that sees one snapshot: what has happened since, whatever is
 * open, what was wrong before, and some of the older mails.
 */
final class Bookkeeping {

    /** Statements read little by indexes, or are read by and by; one that takes longer than this is given up. */
    private static final String BOUNDS = "set local statement_timeout = '45s'; set local work_mem = '64MB';"
            + " set local plan_cache_mode = force_custom_plan";

    private final Connection connection;
    private final AccountConfig config;

    private Bookkeeping(Connection connection, AccountConfig config) {
        this.connection = connection;
        this.config = config;
    }

    /** Does it if its time has come, and tells how the account stands. */
    static Book.State update(Connection connection, AccountConfig config) throws SQLException {
        try (Statement bounds = connection.createStatement()) {
            bounds.execute("set transaction isolation level repeatable read");
            bounds.execute(BOUNDS);
        }
        boolean turn = Book.turn(connection, config.interval());
        Book book = Book.read(connection);
        return turn ? new Bookkeeping(connection, config).goOn(book) : book.state();
    }

    private Book.State goOn(Book book) throws SQLException {
        UUID first = Checkpoints.oldest(connection).firstMail();
        Ledger visible = Intake.enter(connection, book.fromXid(), book.ledger());
        LookBack.Slice slice = LookBack.slice(connection, book.lookedAt(), first, config.lookBack());
        Set<Offender> lasting = new LinkedHashSet<>();
        book.offenders().stream()
                .filter(offender -> offender.subject() instanceof Offender.Offsets)
                .forEach(lasting::add);
        Set<UUID> mails = LookBack.since(connection, book.fromXid(), first, config.lookAt());
        mails.addAll(suspects(book.offenders()));
        if (!mails.isEmpty()) {
            lasting.addAll(Checks.of(connection, Mails.these(mails)));
        }
        if (slice.mails() != null) {
            lasting.addAll(Checks.of(connection, slice.mails()));
        }
        Set<Offender> found = new LinkedHashSet<>(lasting);
        found.addAll(Intake.compare(connection, visible));
        found.addAll(Checks.open(connection));
        found.addAll(visible.offenders());
        lasting.addAll(book.ledger().lasting());
        long unaccounted = weight(found) + visible.unnamed();
        book.write(connection, List.copyOf(lasting), unaccounted, slice.end());
        Checkpoints.add(connection);
        return Book.State.found(unaccounted, 0);
    }

    /** What was wrong with a mail is looked at again: it may have been mended. */
    private static List<UUID> suspects(Collection<Offender> offenders) {
        List<UUID> ids = new ArrayList<>();
        for (Offender offender : offenders) {
            if (offender.subject() instanceof Offender.Mail mail) {
                ids.add(UUID.fromString(mail.mail()));
            }
        }
        return ids;
    }

    private static long weight(Collection<Offender> offenders) {
        return offenders.stream()
                .mapToLong(offender -> offender.subject().weight())
                .sum();
    }
}
