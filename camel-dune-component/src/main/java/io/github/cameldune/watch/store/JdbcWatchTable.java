package io.github.cameldune.watch.store;

import io.github.cameldune.WatchStoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The statements on the table of watches. Thread-safe; the caller gives the connection and ends the transaction. */
final class JdbcWatchTable {

    /** Rows for each round trip when many are read. */
    private static final int FETCH_SIZE = 1000;

    /** How often an insert is tried that is refused as a duplicate of a row that is not there. */
    private static final int ATTEMPTS = 20;

    private final String table;
    private final int queryTimeout;
    private final String ids;
    private final String count;
    private final String load;
    private final String get;
    private final String insert;
    private final String replace;
    private final String remove;

    JdbcWatchTable(String table, int queryTimeout) {
        if (queryTimeout < 0) {
            throw new IllegalArgumentException("queryTimeout is in seconds, 0 for none; not " + queryTimeout);
        }
        this.table = table;
        this.queryTimeout = queryTimeout;
        String one = " WHERE WATCH_LIST = ? AND EXECUTION_ID = ?";
        ids = "SELECT EXECUTION_ID FROM " + table + " WHERE WATCH_LIST = ?";
        count = "SELECT COUNT(*) FROM " + table + " WHERE WATCH_LIST = ?";
        load = "SELECT EXECUTION_ID, WATCH FROM " + table + " WHERE WATCH_LIST = ?";
        get = "SELECT WATCH FROM " + table + one;
        insert = "INSERT INTO " + table + " (WATCH_LIST, EXECUTION_ID, WATCH) VALUES (?, ?, ?)";
        replace = "UPDATE " + table + " SET WATCH = ?" + one + " AND WATCH = ?";
        remove = "DELETE FROM " + table + one + " AND WATCH = ?";
    }

    Set<String> ids(Connection connection, String watchList) throws SQLException {
        Set<String> keys = new HashSet<>();
        select(connection, ids, watchList, row -> keys.add(row.getString(1)));
        return keys;
    }

    int count(Connection connection, String watchList) throws SQLException {
        try (PreparedStatement select = prepare(connection, count, stored(watchList));
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    Map<String, String> load(Connection connection, String watchList) throws SQLException {
        Map<String, String> values = new HashMap<>();
        select(connection, load, watchList, row -> values.put(row.getString(1), row.getString(2)));
        return values;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void select(Connection connection, String sql, String watchList, RowReader reader) throws SQLException {
        try (PreparedStatement select = prepare(connection, sql, stored(watchList))) {
            select.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    String get(Connection connection, String watchList, String key) throws SQLException {
        try (PreparedStatement select = prepare(connection, get, stored(watchList), key);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** Adds a row, or says that there is one with this key. Autocommit is off; the transaction may be another one afterwards. */
    boolean putIfAbsent(Connection connection, String watchList, String key, String value) throws SQLException {
        // most of what is there already is found so, and leaves no error in the log of the database
        if (isThere(connection, watchList, key)) {
            return false;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                insert(connection, watchList, key, value);
                readBack(connection, watchList, key, value);
                return true;
            } catch (SQLException | RuntimeException refusal) {
                if (isThereAfter(refusal, connection, watchList, key)) {
                    return false;
                }
                // either another node removed the row meanwhile, or something else than its key is refused
                if (attempt == ATTEMPTS || !SqlFailure.mayBeDuplicate(refusal)) {
                    throw refusal;
                }
                JdbcTransaction.pause(attempt);
            }
        }
    }

    /** Databases name a duplicate in different ways, so the row is looked up. */
    private boolean isThereAfter(Exception refusal, Connection connection, String watchList, String key) {
        if (refusal instanceof WatchStoreException || SqlFailure.isUnavailable(refusal)) {
            return false;
        }
        try {
            // after an error PostgreSQL refuses every other statement of the transaction
            JdbcTransaction.rollback(connection);
            return isThere(connection, watchList, key);
        } catch (SQLException | RuntimeException e) {
            refusal.addSuppressed(e);
            return false;
        }
    }

    private boolean isThere(Connection connection, String watchList, String key) throws SQLException {
        boolean there = get(connection, watchList, key) != null;
        // SQLite lets no transaction that began with reading write, if another one wrote meanwhile
        JdbcTransaction.rollback(connection);
        return there;
    }

    /** Replaces the expected value. Autocommit is off. */
    boolean replace(Connection connection, String watchList, String key, String expected, String value)
            throws SQLException {
        if (value.equals(expected)) {
            // MySQL with useAffectedRows=true counts no row that stays as it is
            return value.equals(get(connection, watchList, key));
        }
        boolean replaced = update(connection, replace, value, stored(watchList), key, expected) == 1;
        if (replaced) {
            readBack(connection, watchList, key, value);
        }
        return replaced;
    }

    boolean remove(Connection connection, String watchList, String key, String expected) throws SQLException {
        return update(connection, remove, stored(watchList), key, expected) == 1;
    }

    void insert(Connection connection, String watchList, String key, String value) throws SQLException {
        update(connection, insert, stored(watchList), key, value);
    }

    /** A database that cuts a value or changes characters, as MySQL does without its strict mode, must not be believed. */
    private void readBack(Connection connection, String watchList, String key, String value) throws SQLException {
        String kept = get(connection, watchList, key);
        if (!value.equals(kept)) {
            throw new WatchStoreException(
                    "Watch store in table %s: of the value of %s/%s, with %d characters, the column WATCH keeps %s. Nothing was written. Give it a type that is long enough, with a character set such as utf8mb4, and use the database's strict mode"
                            .formatted(
                                    table,
                                    watchList,
                                    key,
                                    value.length(),
                                    kept == null
                                            ? "none"
                                            : kept.length() < value.length()
                                                    ? kept.length() + " characters"
                                                    : "other characters"),
                    null);
        }
    }

    /**
     * The name as it stands in the table. It never ends in a blank, since many databases take no notice of those when
     * they compare. No two names become the same.
     */
    static String stored(String watchList) {
        return watchList.endsWith(" ") || watchList.endsWith("|") ? watchList + '|' : watchList;
    }

    /** Runs a statement that is not about rows. */
    boolean execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql)) {
            return statement.execute();
        }
    }

    private int update(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(Connection connection, String sql, String... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            if (queryTimeout > 0) {
                statement.setQueryTimeout(queryTimeout);
            }
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
