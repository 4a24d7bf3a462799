package io.posthorn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows by COPY, on a real database. */
class CopyInTest {

    private final FreshDatabase database = FreshDatabase.create();

    @Test
    void everyTextArrivesAsItIs() throws SQLException {
        List<String> texts = Arrays.asList(
                "plain",
                "",
                null,
                "\\N",
                "\\.",
                "a\tb",
                "a\nb\r\n",
                "\\\\ \\n",
                "\b\f\u000b\u0001",
                "€ – \ud83d\ude00",
                ";,\"'");
        database.run("create table copied (number int, text text, kept text not null default 'default')");

        List<String> read = database.transactions().once(connection -> {
            CopyIn copy = new CopyIn("copied", "number, text");
            for (int i = 0; i < texts.size(); i++) {
                copy.value(i).value(texts.get(i)).endRow();
            }
            copy.write(connection);
            try (PreparedStatement select =
                            connection.prepareStatement("select text, kept from copied order by number");
                    ResultSet row = select.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (row.next()) {
                    assertThat(row.getString(2)).isEqualTo("default");
                    found.add(row.getString(1));
                }
                return found;
            }
        });

        assertThat(read).isEqualTo(texts);
    }

    @Test
    void aRowThatIsRefusedLeavesNothingAndSaysWhy() {
        database.run("create table counted (number int primary key)");

        assertThatThrownBy(() -> database.transactions().once(connection -> {
                    CopyIn copy = new CopyIn("counted", "number");
                    copy.value(1).endRow();
                    copy.value("one").endRow();
                    copy.write(connection);
                    return null;
                }))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22P02"));

        assertThat(database.rows("select number from counted")).isEmpty();
    }
}
