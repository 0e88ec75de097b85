package io.github.cameldune.watch.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work on a connection as a transaction by itself, and hands the connection back as it came. */
final class JdbcTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcTransaction.class);

    /** How often work is tried that another transaction was in the way of. */
    private static final int ATTEMPTS = 20;

    private static final long PAUSE_NANOS = 2_000_000;

    private JdbcTransaction() {}

    /** What is done on a connection; it neither commits nor closes it. It may be run more than once. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs the work and commits it. A database that rolled it back because of a deadlock, or because it could not
     * serialise it, gets it again.
     *
     * @param multiple whether the work is more than one statement, or reads many rows: then autocommit is turned off
     *     meanwhile (only without it PostgreSQL sends rows in portions)
     */
    static <T> T run(DataSource dataSource, boolean multiple, Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return runOnce(dataSource, multiple, work);
            } catch (SQLException | RuntimeException e) {
                if (attempt == ATTEMPTS || !SqlFailure.isConflict(e)) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    /** Waits before the next attempt: at random, so that those in each other's way do not meet again. */
    static void pause(int attempt) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * PAUSE_NANOS));
    }

    private static <T> T runOnce(DataSource dataSource, boolean multiple, Work<T> work) throws SQLException {
        Connection connection = dataSource.getConnection();
        boolean turnedOff = false;
        boolean done = false;
        try {
            turnedOff = multiple && turnAutocommitOff(connection);
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
            manage(connection::commit);
        }
    }

    static void rollback(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            manage(connection::rollback);
        }
    }

    private static boolean turnAutocommitOff(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            return false;
        }
        manage(() -> connection.setAutoCommit(false));
        return true;
    }

    private interface Step {
        void run() throws SQLException;
    }

    private static void manage(Step step) throws SQLException {
        try {
            step.run();
        } catch (SQLException e) {
            throw new RefusedException(e);
        }
    }

    private static void quietly(String step, Step work) {
        try {
            work.run();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("Could not {} a connection of the watch store", step, e);
        }
    }

    /** The connection did not let the store begin or end its transaction. */
    static final class RefusedException extends SQLException {

        private static final long serialVersionUID = 1L;

        RefusedException(SQLException cause) {
            super("transaction refused", cause.getSQLState(), cause.getErrorCode(), cause);
        }
    }
}
