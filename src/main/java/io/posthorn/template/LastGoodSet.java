package io.posthorn.template;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The last set from a directory that was whole, in PostgreSQL: what an instance falls back to that starts while the
 * directory holds a broken one. Blocks.
 */
@ApplicationScoped
class LastGoodSet {

    private static final Logger LOG = Logger.getLogger(LastGoodSet.class);
    private static final String SELECT = "select files, revision from template_set";
    private static final String KNOWN = "select 1 from template_set where hash = ? and revision = ?";
    private static final String SAVE = """
            insert into template_set (hash, revision, files) values (?, ?, ?)
            on conflict (singleton) do update
            set hash = excluded.hash, revision = excluded.revision, files = excluded.files, saved_at = now()
            """;

    private final AgroalDataSource database;

    LastGoodSet(AgroalDataSource database) {
        this.database = database;
    }

    /** The set, or empty if there is none or the database cannot say. */
    Optional<SetFiles> find() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(SetFiles.ofArchive(row.getBytes(1), row.getString(2))) : Optional.empty();
        } catch (SQLException e) {
            LOG.warnf("The last good set of templates cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }

    void save(LoadedSet set) throws SQLException {
        byte[] hash = HexFormat.of().parseHex(set.hash());
        try (Connection connection = database.getConnection()) {
            try (PreparedStatement known = connection.prepareStatement(KNOWN)) {
                known.setBytes(1, hash);
                known.setString(2, set.revision());
                try (ResultSet row = known.executeQuery()) {
                    if (row.next()) {
                        return;
                    }
                }
            }
            try (PreparedStatement save = connection.prepareStatement(SAVE)) {
                save.setBytes(1, hash);
                save.setString(2, set.revision());
                save.setBytes(3, set.files().archive());
                save.executeUpdate();
            }
        }
    }
}
