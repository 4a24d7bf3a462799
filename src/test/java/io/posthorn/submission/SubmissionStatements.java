package io.posthorn.submission;

import io.posthorn.mail.OnDoubt;
import io.posthorn.queue.Spool;
import io.posthorn.store.FreshDatabase;
import io.posthorn.testing.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The statements of the front door, without the container around them, for those who look at their plans. */
public final class SubmissionStatements {

    private static final RequestKeys KEYS = new RequestKeys(Settings.read(IntakeConfig.class));

    private SubmissionStatements() {}

    /** Asks for so many keys, each of which was seen. */
    public static void find(Connection connection, int first, int count) throws SQLException {
        KEYS.find(
                connection,
                IntStream.range(first, first + count)
                        .mapToObj(i -> new RequestKey("shop", "order-" + i))
                        .toList());
    }

    /** Takes so many keys, none of which was seen. */
    public static void take(Connection connection, int count) throws SQLException {
        List<Decision.Accept> accepts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            accepts.add(new Decision.Accept(
                    Spool.mail(OnDoubt.RESEND, "user@example.org"), Spool.CONTENT, 1000, new byte[32], null));
        }
        KEYS.take(connection, accepts);
    }

    /** Moves the partition on; false if it stands elsewhere. */
    public static boolean advance(FreshDatabase database, Connection connection, UUID topicId) throws SQLException {
        return Offsets.on(database)
                .advance(connection, List.of(new OffsetAdvance("mail.requests.v1", topicId, 0, 100, 300, List.of())));
    }
}
