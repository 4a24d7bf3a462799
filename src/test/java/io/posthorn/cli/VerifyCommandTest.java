package io.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.testing.Contract;
import io.posthorn.testing.Database;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class VerifyCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Inject
    Flyway flyway;

    @BeforeEach
    void theTablesAreThere() throws SQLException {
        flyway.migrate();
    }

    @Test
    void whatIsNotAccountedForIsNamedAndEndsWithOne() throws Exception {
        run(
                "insert into intake_offset (topic, partition, topic_id, next_offset)"
                        + " values ('verified', 7, gen_random_uuid(), 12)",
                "select posthorn_begin_partition('verified', 7, 9, 'a test')",
                "update intake_offset set next_offset = 12 where topic = 'verified'");
        try {
            assertThat(verify()).isOne();
            assertThat(out.toString()).contains("offsets-missing: verified, partition 7, offset 9 to 11: ");
            assertThat(out.toString()).contains("offsets-missing: what to do", "posthorn_begin_partition");
            out.getBuffer().setLength(0);

            assertThat(verify("-o", "json")).isOne();
            JsonNode report = Contract.parse(out.toString());
            assertThat(report.get("clean").booleanValue()).isFalse();
            assertThat(report.get("offenders")).anySatisfy(offender -> {
                assertThat(offender.get("kind").textValue()).isEqualTo("offsets-missing");
                assertThat(offender.get("topic").textValue()).isEqualTo("verified");
                assertThat(offender.get("partition").intValue()).isEqualTo(7);
                assertThat(offender.get("offset").longValue()).isEqualTo(9);
                assertThat(offender.get("to").longValue()).isEqualTo(12);
            });
            assertThat(err.toString()).isEmpty();
        } finally {
            run(
                    "delete from intake_offset where topic = 'verified'",
                    "delete from audit_event where source_topic = 'verified'");
        }
    }

    @Test
    void aMissingSubcommandEndsWithTwo() {
        assertThat(Posthorn.commandLine().setErr(new PrintWriter(err, true)).execute("audit"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("there is verify");
    }

    private int verify(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "audit";
        arguments[1] = "verify";
        System.arraycopy(options, 0, arguments, 2, options.length);
        return Posthorn.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static void run(String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(World.current().jdbcUrl(), Database.USER, Database.USER);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
