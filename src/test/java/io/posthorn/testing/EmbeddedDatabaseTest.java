package io.posthorn.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedDatabaseTest {

    @TempDir
    Path directory;

    @Test
    void whatWasCommittedIsThereAfterAStop() throws Exception {
        survives(EmbeddedDatabase::stop);
    }

    @Test
    void whatWasCommittedIsThereAfterACrash() throws Exception {
        survives(EmbeddedDatabase::crash);
    }

    @ParameterizedTest
    @CsvSource({"fsync, on", "synchronous_commit, on", "full_page_writes, on"})
    void itIsAsDurableAsInProduction(String setting, String value) throws Exception {
        String url = SharedServers.database().jdbcUrl("postgres");

        assertThat(ask(url, "show " + setting)).isEqualTo(value);
    }

    private void survives(Consumer<EmbeddedDatabase> end) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
            String url = database.newDatabase("archive");
            ask(url, "create table letter (text text); insert into letter values ('dear'); select 1");

            end.accept(database);
            assertThatThrownBy(() -> ask(url, "select 1")).isInstanceOf(SQLException.class);
            database.start();

            assertThat(ask(url, "select text from letter")).isEqualTo("dear");
        }
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, Database.USER, "");
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet answer = statement.getResultSet()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }
}
