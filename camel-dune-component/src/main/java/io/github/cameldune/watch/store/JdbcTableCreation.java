package io.github.cameldune.watch.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the table of watches when it is missing. Whether it is there is found out by selecting from it: that takes no
 * rights beyond those the store needs anyway, and goes by the database's own rules for names and schemas.
 */
final class JdbcTableCreation {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcTableCreation.class);

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*){0,2}");

    private final String table;
    private volatile boolean there;

    JdbcTableCreation(String table) {
        if (table == null || !NAME.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "table is letters, digits and underscores, optionally after a schema and a dot; not " + table);
        }
        this.table = table;
    }

    static String statement(String table) {
        return "CREATE TABLE " + table + " (WATCH_LIST VARCHAR(255) NOT NULL, EXECUTION_ID VARCHAR(64) NOT NULL, "
                + "WATCH VARCHAR(4000) NOT NULL, PRIMARY KEY (WATCH_LIST, EXECUTION_ID))";
    }

    /** Returns once the table is there, and leaves no transaction behind that the database would refuse to go on with. */
    void ensure(Connection connection) throws SQLException {
        if (there) {
            return;
        }
        SQLException missing = probe(connection);
        if (missing != null && !SqlFailure.mayBeMissingTable(missing)) {
            throw missing;
        }
        // H2 shows a table before it has its key: to create it too then waits until the other node is done
        if (missing != null || !hasPrimaryKey(connection)) {
            create(connection);
        }
        there = true;
    }

    /** To be called after a failure, which may have been that the table, or the whole database, is a new one. */
    void forget() {
        there = false;
    }

    private void create(Connection connection) throws SQLException {
        try {
            execute(connection, statement(table));
            JdbcTransaction.commit(connection);
            LOG.info("Created the table {} for watches", table);
        } catch (SQLException e) {
            JdbcTransaction.rollback(connection);
            // another node may have been faster, and databases say that in many ways
            SQLException stillMissing = probe(connection);
            if (stillMissing != null) {
                e.addSuppressed(stillMissing);
                throw SqlFailure.of(table, "create table", e);
            }
            if (!hasPrimaryKey(connection)) {
                LOG.warn(
                        "The table {} seems to have no primary key; without one, a watch can be added twice: {}",
                        table,
                        statement(table));
            }
        }
    }

    private boolean hasPrimaryKey(Connection connection) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        String[] parts = table.split("\\.");
        String schema = parts.length == 1 ? null : asStored(database, parts[parts.length - 2]);
        try (ResultSet key = database.getPrimaryKeys(null, schema, asStored(database, parts[parts.length - 1]))) {
            return key.next();
        }
    }

    private static String asStored(DatabaseMetaData database, String name) throws SQLException {
        if (database.storesUpperCaseIdentifiers()) {
            return name.toUpperCase(Locale.ROOT);
        }
        return database.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
    }

    private SQLException probe(Connection connection) throws SQLException {
        try {
            execute(connection, "SELECT WATCH_LIST, EXECUTION_ID, WATCH FROM " + table + " WHERE 1 = 0");
            return null;
        } catch (SQLException e) {
            JdbcTransaction.rollback(connection);
            return e;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
