package io.posthorn.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    private static final String COUNT =
            "select count(*) from pg_inherits where inhparent in" + " ('mail'::regclass, 'audit_event'::regclass)";
    private static final List<String> ALL = List.of("[12]");

    private final FreshDatabase database = FreshDatabase.create();
    private final Partitions partitions = new Partitions(
            database.transactions(), Settings.read(StoreConfig.class, "posthorn.store.partitions-ahead=4"));
    private String farthest;
    private LocalDate itsMonday;

    @BeforeEach
    void findTheWeekThatIsFarthestAhead() {
        itsMonday = LocalDate.parse(value("select date_trunc('week', now() at time zone 'UTC')::date + 28"));
        farthest = value("select posthorn_week('mail', ?)", itsMonday);
    }

    @Test
    void allAreThereAtTheStartAndMakingThemAgainChangesNothing() {
        assertThat(database.rows(COUNT)).isEqualTo(ALL);
        partitions.add();
        database.run("select posthorn_add_week('mail', ?)", itsMonday);
        database.run("select posthorn_ensure_partitions(4)");
        assertThat(database.rows(COUNT)).isEqualTo(ALL);
    }

    @Test
    void oneThatIsMadeByItselfIsAsThoseOfTheFirstVersion() {
        String thatOfTheFirst = value("select posthorn_week('mail', ?)", itsMonday.minusWeeks(1));
        List<String> before = looksOf(farthest);
        database.run("drop table " + farthest);

        partitions.add();

        assertThat(looksOf(farthest)).isNotEmpty().isEqualTo(before).isEqualTo(looksOf(thatOfTheFirst));
        assertThat(database.rows(
                        "select pg_get_expr(relpartbound, oid) from pg_class where oid = ?::regclass", farthest))
                .containsExactly("[FOR VALUES FROM ('%s') TO ('%s')]"
                        .formatted(
                                value("select posthorn_uuid_at(?::timestamp at time zone 'UTC')", itsMonday),
                                value(
                                        "select posthorn_uuid_at(?::timestamp at time zone 'UTC')",
                                        itsMonday.plusWeeks(1))));
    }

    @Test
    void whatCannotBeMadeForSomebodyWhoReadsIsTriedAgainSoon() throws SQLException {
        String trail = value("select posthorn_week('audit_event', ?)", itsMonday);
        database.run("drop table " + farthest);
        database.run("drop table " + trail);
        try (Connection reader = database.connect()) {
            begin(reader, "select count(*) from mail");

            assertThat(partitions.add()).isEqualTo(Duration.ofMinutes(1));

            assertThat(value("select to_regclass(?)", trail)).isEqualTo(trail);
            assertThat(value("select to_regclass(?)", farthest)).isNull();
        }
        assertThat(partitions.add()).isEqualTo(Duration.ofHours(6));
        assertThat(value("select to_regclass(?)", farthest)).isEqualTo(farthest);
    }

    @Test
    void rowsThatCameBeforeTheirWeekMoveIntoIt() {
        database.run("drop table " + farthest);
        insert("now() + interval '28 days'");
        assertThat(database.rows("select tableoid::regclass from mail")).containsExactly("[mail_default]");

        partitions.add();

        assertThat(database.rows("select tableoid::regclass from mail")).containsExactly("[" + farthest + "]");
    }

    @Test
    void aWeekOfWhichTooMuchIsThereStopsNeitherTheOthersNorTheStart() {
        String before = value("select posthorn_week('mail', ?)", itsMonday.minusWeeks(1));
        database.run("drop table " + before);
        database.run("drop table " + farthest);
        insert("now() + interval '21 days' from generate_series(1, 10001)");

        FreshDatabase again = FreshDatabase.over(database.source());
        again.schema().start(null);
        again.schema().ready().toCompletableFuture().join();

        assertThat(value("select to_regclass(?)", before)).isNull();
        assertThat(value("select to_regclass(?)", farthest)).isEqualTo(farthest);
        insert("now()");
        insert("now() + interval '21 days'");
        assertThat(database.rows("select count(*) from mail_default")).containsExactly("[10002]");

        database.run("select posthorn_add_week('mail', ?)", itsMonday.minusWeeks(1));

        assertThat(database.rows("select count(*) from mail_default")).containsExactly("[0]");
        assertThat(database.rows("select count(*) from " + before)).containsExactly("[10002]");
    }

    @Test
    void aGatewayOfTheVersionBeforeStartsWithoutThatWeekToo() throws SQLException {
        database.run("drop table " + farthest);
        try (Connection reader = database.connect()) {
            begin(reader, "select count(*) from mail");
            database.run("select posthorn_ensure_partitions(4)");
        }
        assertThat(value("select to_regclass(?)", farthest)).isNull();
    }

    private void insert(String at) {
        database.run("insert into mail (id, accepted_at, lane, tenant, request_id, stream, on_doubt, spec) select"
                + " (substr(posthorn_uuid_at(at)::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid,"
                + " now(), 'bulk', 't', 'r', 's', 'hold', '{}' from (select " + at + ") one (at)");
    }

    /** Columns, indexes, constraints and storage parameters, by what they are. */
    private List<String> looksOf(String table) {
        String looks = """
                select 'column', concat(attnum, attname, format_type(atttypid, atttypmod), attnotnull, attstorage,
                       (select pg_get_expr(adbin, adrelid) from pg_attrdef
                        where adrelid = attrelid and adnum = attnum))
                from pg_attribute where attrelid = 'TABLE'::regclass and attnum > 0 and not attisdropped
                union all
                select 'index', concat(replace(pg_get_indexdef(indexrelid), 'TABLE', ''), inhparent::regclass)
                from pg_index left join pg_inherits on inhrelid = indexrelid where indrelid = 'TABLE'::regclass
                union all
                select 'constraint', concat(contype, pg_get_constraintdef(oid))
                from pg_constraint where conrelid = 'TABLE'::regclass
                union all
                select 'options', coalesce(reloptions::text, 'none') from pg_class where oid = 'TABLE'::regclass
                """;
        return database.rows("select * from (" + looks.replace("TABLE", table) + ") looks order by 1, 2");
    }

    private String value(String sql, Object... parameters) {
        String row = database.rows(sql, parameters).get(0);
        String value = row.substring(1, row.length() - 1);
        return value.equals("null") ? null : value;
    }

    private static void begin(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
