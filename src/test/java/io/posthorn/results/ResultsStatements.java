package io.posthorn.results;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** The statement of the tail, without the container around it, for those who look at its plan. */
public final class ResultsStatements {

    private ResultsStatements() {}

    /** Reads on from there; how many events there were. */
    public static int after(Connection connection, String xid, UUID event, int most) throws SQLException {
        return TrailReader.after(connection, new TrailPosition(xid, event), most)
                .size();
    }
}
