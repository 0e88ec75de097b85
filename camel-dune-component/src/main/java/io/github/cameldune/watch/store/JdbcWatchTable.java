package io.github.cameldune.watch.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The statements on the table of watches. Immutable; the caller gives the connection and ends the transaction. */
final class JdbcWatchTable {

    /** Rows for each round trip when many are read. */
    private static final int FETCH_SIZE = 1000;

    private final int queryTimeout;
    private final String ids;
    private final String load;
    private final String get;
    private final String insert;
    private final String replace;
    private final String remove;

    JdbcWatchTable(String table, int queryTimeout) {
        if (queryTimeout < 0) {
            throw new IllegalArgumentException("queryTimeout is in seconds, 0 for none; not " + queryTimeout);
        }
        this.queryTimeout = queryTimeout;
        String one = " WHERE WATCH_LIST = ? AND EXECUTION_ID = ?";
        ids = "SELECT EXECUTION_ID FROM " + table + " WHERE WATCH_LIST = ?";
        load = "SELECT EXECUTION_ID, WATCH FROM " + table + " WHERE WATCH_LIST = ?";
        get = "SELECT WATCH FROM " + table + one;
        insert = "INSERT INTO " + table + " (WATCH_LIST, EXECUTION_ID, WATCH) VALUES (?, ?, ?)";
        replace = "UPDATE " + table + " SET WATCH = ?" + one + " AND WATCH = ?";
        remove = "DELETE FROM " + table + one + " AND WATCH = ?";
    }

    Set<String> ids(Connection connection, String watchList) throws SQLException {
        Set<String> executionIds = new HashSet<>();
        try (PreparedStatement select = prepare(connection, ids, watchList)) {
            select.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    executionIds.add(rows.getString(1));
                }
            }
        }
        return executionIds;
    }

    Map<String, String> load(Connection connection, String watchList) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (PreparedStatement select = prepare(connection, load, watchList)) {
            select.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    values.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return values;
    }

    String get(Connection connection, String watchList, String executionId) throws SQLException {
        try (PreparedStatement select = prepare(connection, get, watchList, executionId);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    boolean putIfAbsent(Connection connection, String watchList, String executionId, String value) throws SQLException {
        try {
            return update(connection, insert, watchList, executionId, value);
        } catch (SQLException e) {
            if (isThere(connection, watchList, executionId, e)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether it was refused because there is a watch already: looked up where the database does not say clearly. */
    private boolean isThere(Connection connection, String watchList, String executionId, SQLException refusal) {
        try {
            // after an error PostgreSQL refuses every other statement of the transaction
            JdbcTransaction.rollback(connection);
            return SqlFailure.isDuplicate(refusal) || get(connection, watchList, executionId) != null;
        } catch (SQLException e) {
            refusal.addSuppressed(e);
            return false;
        }
    }

    boolean replace(Connection connection, String watchList, String executionId, String expected, String value)
            throws SQLException {
        return update(connection, replace, value, watchList, executionId, expected);
    }

    boolean remove(Connection connection, String watchList, String executionId, String expected) throws SQLException {
        return update(connection, remove, watchList, executionId, expected);
    }

    private boolean update(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate() == 1;
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
