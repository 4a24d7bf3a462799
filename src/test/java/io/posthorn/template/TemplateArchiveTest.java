package io.posthorn.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.posthorn.mail.TemplateRef;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateArchiveTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final TemplateCatalog CATALOG = new TemplateCatalog(Limits.DEFAULTS);

    private static EmbeddedPostgres postgres;
    private static AgroalDataSource database;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        database = connect(postgres.getJdbcUrl("postgres", "postgres"));
        execute(Files.readString(MIGRATIONS.resolve("V1__one_mail_end_to_end.sql")));
        execute(Files.readString(MIGRATIONS.resolve("V7__template_sets.sql")));
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("truncate template_version");
    }

    @Test
    void aVersionThatIsNoLongerCurrentIsRebuiltFromTheTable() {
        TemplateVersion old = new SmallSet().note();
        new TemplateArchive(database, CATALOG).keep(old);

        TemplateVersion loaded = new TemplateArchive(database, CATALOG).load(old.ref());

        assertThat(loaded).isNotSameAs(old);
        assertThat(loaded.source()).isEqualTo(old.source());
    }

    @Test
    void theCurrentVersionNeedsNoDatabase() {
        TemplateVersion current = CATALOG.current("newsletter").orElseThrow();

        assertThat(new TemplateArchive(null, CATALOG).load(current.ref())).isSameAs(current);
    }

    @Test
    void keepingTwiceKeepsOnce() throws SQLException {
        TemplateArchive one = new TemplateArchive(database, CATALOG);
        TemplateArchive other = new TemplateArchive(database, CATALOG);

        one.keep(new SmallSet().note());
        one.keep(new SmallSet().note());
        other.keep(new SmallSet().note());

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void keepingWorksAgainAfterTheDatabaseWasAway() throws SQLException {
        TemplateVersion note = new SmallSet().note();
        execute("alter table template_version rename to away");
        TemplateArchive archive = new TemplateArchive(database, CATALOG);
        try {
            assertThatThrownBy(() -> archive.keep(note)).isInstanceOf(IllegalStateException.class);
        } finally {
            execute("alter table away rename to template_version");
        }

        archive.keep(note);

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aVersionThatWasNeverKeptIsToldByName() {
        TemplateRef unknown = new TemplateRef("gone", "0".repeat(64));

        assertThatThrownBy(() -> new TemplateArchive(database, CATALOG).load(unknown))
                .hasMessageContaining("template gone");
    }

    @Test
    void aSourceThatWasTamperedWithIsRefused() throws SQLException {
        TemplateVersion note = new SmallSet().note();
        TemplateVersion other = new SmallSet().body("Send money to {name}").note();
        new TemplateArchive(database, CATALOG).keep(note);
        execute("update template_version set source = '\\x" + HexFormat.of().formatHex(other.source()) + "'");

        assertThatThrownBy(() -> new TemplateArchive(database, CATALOG).load(note.ref()))
                .hasMessageContaining("damaged");
    }

    private static int rows() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from template_version")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static AgroalDataSource connect(String url) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(2)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url))));
    }
}
