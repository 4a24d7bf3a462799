package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.Database;
import io.posthorn.testing.MailRow;
import io.posthorn.testing.SharedServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LateDeliveriesTest {

    private static String jdbcUrl;

    private final LateDeliveries deliveries = new LateDeliveries();

    @BeforeAll
    static void makeTables() {
        jdbcUrl = SharedServers.database()
                .newDatabase("late_" + UUID.randomUUID().toString().substring(0, 8));
        Flyway.configure()
                .dataSource(jdbcUrl, Database.USER, Database.USER)
                .load()
                .migrate();
    }

    @BeforeEach
    void empty() throws SQLException {
        run("truncate mail, delivery, audit_event");
    }

    @Test
    void eachIsMarkedOnceHoweverManyInstancesLook() throws Exception {
        int mails = 40;
        for (int i = 0; i < mails; i++) {
            MailRow.in(jdbcUrl)
                    .at(Instant.now())
                    .to("ada@example.org", "deferred")
                    .accepted();
        }
        run("update delivery set late_at = now() - interval '1 s', due_at = now() + interval '1 h'");
        ExecutorService instances = Executors.newFixedThreadPool(4);
        List<Callable<List<LateDeliveries.Late>>> looks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            looks.add(this::markAll);
        }

        List<LateDeliveries.Late> marked = new ArrayList<>();
        for (Future<List<LateDeliveries.Late>> look : instances.invokeAll(looks)) {
            marked.addAll(look.get());
        }
        instances.shutdown();

        assertThat(marked)
                .extracting(late -> late.delivery().key())
                .hasSize(mails)
                .doesNotHaveDuplicates();
        assertThat(marked).allSatisfy(late -> {
            assertThat(late.delivery().sequence()).isEqualTo(2);
            assertThat(late.dueAt()).isAfter(Instant.now());
        });
        assertThat(markAll()).isEmpty();
    }

    @Test
    void whatIsNotLateOrNotWaitingIsLeftAlone() throws Exception {
        for (String state : List.of("early", "leased", "over", "old", "told", "late")) {
            MailRow.in(jdbcUrl)
                    .at(Instant.now())
                    .to(state + "@example.org", "deferred")
                    .accepted();
        }
        run("update delivery set late_at = now() - interval '1 s', due_at = now() + interval '1 h'");
        run("update delivery set late_at = now() + interval '1 min' where recipient like 'early@%'");
        run("update delivery set lease_owner = gen_random_uuid() where recipient like 'leased@%'");
        run("update delivery set state = 'relayed', due_at = null where recipient like 'over@%'");
        run("update delivery set late_at = null where recipient like 'old@%'");
        run("update delivery set late_at = 'infinity' where recipient like 'told@%'");

        assertThat(markAll())
                .extracting(late -> late.delivery().recipient().value())
                .containsExactly("late@example.org");
    }

    private List<LateDeliveries.Late> markAll() throws SQLException {
        List<LateDeliveries.Late> all = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl, Database.USER, Database.USER)) {
            connection.setAutoCommit(false);
            while (true) {
                List<LateDeliveries.Late> some = deliveries.mark(connection, 7);
                connection.commit();
                all.addAll(some);
                if (some.isEmpty()) {
                    return all;
                }
            }
        }
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, Database.USER, Database.USER);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
