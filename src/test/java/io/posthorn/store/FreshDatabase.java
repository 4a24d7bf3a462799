package io.posthorn.store;

import io.posthorn.testing.Database;
import io.posthorn.testing.Settings;
import io.posthorn.testing.SharedServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A real database of a test's own with Posthorn's tables, and the parts of this package, without the container. */
public final class FreshDatabase {

    private final DataSource source;
    private final Transactions transactions;
    private final DatabaseClock clock = new DatabaseClock(Clock.systemUTC());
    private final TimeOrderedIds ids = new TimeOrderedIds(clock);
    private final Schema schema;

    private FreshDatabase(DataSource source) {
        this.source = source;
        StoreConfig config = Settings.read(StoreConfig.class, "posthorn.store.retry-pause=50ms");
        transactions = new Transactions(source, config);
        schema = new Schema(Flyway.configure().dataSource(source).load(), transactions, clock, config);
    }

    /** A new one. */
    public static FreshDatabase create() {
        return create(() -> {});
    }

    /** A new one; that is run before each connection is made, by whoever wants it. */
    public static FreshDatabase create(Runnable before) {
        PGSimpleDataSource source = new Hooked(before);
        source.setUrl(SharedServers.database()
                .newDatabase("fresh_" + UUID.randomUUID().toString().substring(0, 8)));
        source.setUser(Database.USER);
        FreshDatabase database = over(source);
        database.schema.start(null);
        database.schema.ready().toCompletableFuture().join();
        database.takeTheTime();
        return database;
    }

    private static final class Hooked extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        private final transient Runnable before;

        Hooked(Runnable before) {
            this.before = before;
        }

        @Override
        public Connection getConnection() throws SQLException {
            before.run();
            return super.getConnection();
        }
    }

    /** One that is there and has the tables. */
    public static FreshDatabase over(DataSource source) {
        return new FreshDatabase(source);
    }

    public DataSource source() {
        return source;
    }

    public Transactions transactions() {
        return transactions;
    }

    public TimeOrderedIds ids() {
        return ids;
    }

    public DatabaseClock clock() {
        return clock;
    }

    public Schema schema() {
        return schema;
    }

    /** A connection of its own, committing at once. */
    public Connection connect() throws SQLException {
        return source.getConnection();
    }

    /** Runs one statement. */
    public void run(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows, each as the list of its columns written out. */
    public List<String> rows(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(row.getString(i));
                }
                rows.add(columns.toString());
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private void takeTheTime() {
        try (Connection connection = connect();
                PreparedStatement now = prepare(connection, "select now()");
                ResultSet row = now.executeQuery()) {
            row.next();
            clock.set(row.getObject(1, OffsetDateTime.class).toInstant());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
