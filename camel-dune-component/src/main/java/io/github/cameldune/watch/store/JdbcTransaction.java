package io.github.cameldune.watch.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work on a connection as a transaction by itself, and hands the connection back as it came. */
final class JdbcTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcTransaction.class);

    private JdbcTransaction() {}

    /** What is done on a connection; it neither commits nor closes it. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs the work and commits it.
     *
     * @param manyRows whether to turn autocommit off meanwhile: only then does PostgreSQL send rows in portions
     */
    static <T> T run(DataSource dataSource, boolean manyRows, Work<T> work) throws SQLException {
        Connection connection = dataSource.getConnection();
        boolean turnedOff = false;
        boolean done = false;
        try {
            turnedOff = manyRows && turnAutocommitOff(connection);
            T result = work.on(connection);
            commit(connection);
            done = true;
            return result;
        } finally {
            // once committed the work is done, whatever becomes of the connection
            if (!done) {
                quietly("roll back", () -> rollback(connection));
            }
            if (turnedOff) {
                quietly("restore autocommit", () -> connection.setAutoCommit(true));
            }
            quietly("close", connection::close);
        }
    }

    static void commit(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    static void rollback(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    private static boolean turnAutocommitOff(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            return false;
        }
        connection.setAutoCommit(false);
        return true;
    }

    private interface Step {
        void run() throws SQLException;
    }

    private static void quietly(String step, Step work) {
        try {
            work.run();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("Could not {} a connection of the watch store", step, e);
        }
    }
}
