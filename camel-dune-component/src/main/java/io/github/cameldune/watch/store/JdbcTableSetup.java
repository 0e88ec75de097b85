package io.github.cameldune.watch.store;

import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes before the first operation: the table is created when it is missing, and checked. Whether it is there is
 * found out by selecting from it. That needs no more rights than the store needs anyway, goes by the database's own rules
 * for names and schemas, and finds a view or a synonym as well.
 */
final class JdbcTableSetup {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcTableSetup.class);

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*){0,2}");

    private final String table;
    private volatile JdbcDatabase database = JdbcDatabase.OTHER;
    private volatile State state = State.NEW;

    private enum State {
        NEW,
        /** It can be read; a change was refused, so it could not be checked. */
        READABLE,
        CHECKED
    }

    JdbcTableSetup(String table) {
        if (table == null || !NAME.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "table is letters, digits and underscores, optionally after a schema and a dot; not " + table);
        }
        this.table = table;
    }

    /** The database that was found, {@link JdbcDatabase#OTHER} before the first connection. */
    JdbcDatabase database() {
        return database;
    }

    /**
     * Returns once the table is there and fit.
     *
     * @param create whether to create the table when it is missing
     * @param change whether a change is to follow; without one, a database that is read-only will do
     */
    void ensure(DataSource dataSource, JdbcWatchTable rows, boolean create, boolean change) throws SQLException {
        if (state == State.CHECKED || state == State.READABLE && !change) {
            return;
        }
        database = JdbcTransaction.run(
                dataSource,
                false,
                connection -> JdbcDatabase.of(connection.getMetaData().getDatabaseProductName()));
        if (create) {
            createIfMissing(dataSource, rows);
        }
        try {
            JdbcTableCheck.run(dataSource, rows, table, database);
            state = State.CHECKED;
        } catch (SQLException | RuntimeException e) {
            if (change || !SqlFailure.isReadOnly(e)) {
                throw e;
            }
            state = State.READABLE;
        }
    }

    /** To be called after a failure, which may have been that the table, or the whole database, is a new one. */
    void forget() {
        state = State.NEW;
    }

    private void createIfMissing(DataSource dataSource, JdbcWatchTable rows) throws SQLException {
        SQLException missing = probe(dataSource, rows);
        if (missing == null) {
            return;
        }
        if (!SqlFailure.mayBeMissingTable(missing)) {
            throw missing;
        }
        try {
            JdbcTransaction.run(dataSource, false, connection -> rows.execute(connection, database.createTable(table)));
            LOG.info("Created the table {} for watches", table);
        } catch (SQLException e) {
            // another node may have been faster, and databases say that in many ways
            SQLException stillMissing = probe(dataSource, rows);
            if (stillMissing != null) {
                e.addSuppressed(stillMissing);
                throw SqlFailure.of(table, database, "create table", e);
            }
        }
    }

    /** Names no column: a view or a table of another shape is there as well, and nothing is created beside it. */
    private SQLException probe(DataSource dataSource, JdbcWatchTable rows) {
        try {
            JdbcTransaction.run(
                    dataSource,
                    false,
                    connection -> rows.execute(connection, "SELECT COUNT(*) FROM " + table + " WHERE 1 = 0"));
            return null;
        } catch (SQLException e) {
            return e;
        }
    }
}
