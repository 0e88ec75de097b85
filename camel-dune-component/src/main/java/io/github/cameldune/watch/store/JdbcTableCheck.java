package io.github.cameldune.watch.store;

import io.github.cameldune.WatchStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Tries with a row of its own, which it takes back, whether the table keeps and compares what a watch store has to. A
 * table that was made by hand may have columns that look right and are not, such as {@code CHAR}, {@code JSON}, or text
 * in a collation that ignores letter case; with those a watch would be lost without an error.
 */
final class JdbcTableCheck {

    private static final String COMPARE_AS_TEXT =
            "The column WATCH must be compared as text: give it a type such as VARCHAR, not CHAR or JSON";

    private static final String NO_KEY =
            "a key can be added twice: make WATCH_LIST, EXECUTION_ID the primary key of the table";

    /** H2 shows a new table to other sessions before it has its key. */
    private static final int ATTEMPTS_WITHOUT_KEY = 5;

    private static final long PAUSE_NANOS = 50_000_000;

    private static final String FIRST = "{\"check\":\"a\"}";
    private static final String SECOND = "{\"check\":\"b\"}";
    private static final String SECOND_IN_CAPITALS = "{\"check\":\"B\"}";

    private final JdbcWatchTable rows;
    // names of their own, as long as any: two nodes that check at the same time never wait for each other
    private final String key = padded("check-" + UUID.randomUUID(), StoreKeys.LONGEST_KEY);
    private final String list = padded("dune:" + key, StoreKeys.LONGEST_LIST);

    private JdbcTableCheck(JdbcWatchTable rows) {
        this.rows = rows;
    }

    /**
     * Checks the table.
     *
     * @throws WatchStoreException if it is not fit, with the column and the cure
     * @throws SQLException if it could not be checked
     */
    static void run(DataSource dataSource, JdbcWatchTable rows, String table, JdbcDatabase database)
            throws SQLException {
        JdbcTableCheck check = new JdbcTableCheck(rows);
        String fault = check.fault(dataSource);
        for (int attempt = 1; NO_KEY.equals(fault) && attempt < ATTEMPTS_WITHOUT_KEY; attempt++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            fault = check.fault(dataSource);
        }
        if (fault != null) {
            throw new WatchStoreException(
                    "Watch store in table %s: %s. The statement that fits is in %s of camel-dune's jar: %s"
                            .formatted(table, fault, database.file(), database.createTable(table)),
                    null);
        }
    }

    private String fault(DataSource dataSource) throws SQLException {
        return JdbcTransaction.run(dataSource, true, connection -> {
            String fault = faultOfColumns(connection);
            if (fault == null && addsTwice(connection)) {
                fault = NO_KEY;
            }
            JdbcTransaction.rollback(connection);
            if (fault == null && rows.get(connection, list, key) != null) {
                rows.remove(connection, list, key, FIRST);
                fault = "it takes part in no transaction, so nothing can be rolled back: use an engine such as InnoDB";
            }
            return fault;
        });
    }

    private String faultOfColumns(Connection connection) throws SQLException {
        rows.insert(connection, list, key, FIRST);
        String kept = rows.get(connection, list, key);
        if (kept == null) {
            return "a row is not found by the values of WATCH_LIST and EXECUTION_ID that it was written with:"
                    + " give them a type such as VARCHAR, not CHAR, and the length that they need";
        }
        if (!kept.equals(FIRST)) {
            return "the column WATCH does not give back the text that was written:"
                    + " give it a type such as VARCHAR, not CHAR or JSON";
        }
        if (!rows.ids(connection, list).equals(Set.of(key))) {
            return "the column EXECUTION_ID does not give back the text that was written:"
                    + " give it a type such as VARCHAR, not CHAR";
        }
        if (rows.get(connection, list, key.toUpperCase(Locale.ROOT)) != null) {
            return "the column EXECUTION_ID ignores letter case: give it a binary collation";
        }
        if (rows.get(connection, list.toUpperCase(Locale.ROOT), key) != null
                || rows.get(connection, list.replace('u', '\u00fc'), key) != null) {
            return "the column WATCH_LIST ignores letter case or accents: give it a binary collation";
        }
        if (!rows.replace(connection, list, key, FIRST, SECOND)) {
            return COMPARE_AS_TEXT;
        }
        if (rows.replace(connection, list, key, SECOND_IN_CAPITALS, FIRST)) {
            return "the column WATCH ignores letter case: give it a binary collation";
        }
        return rows.remove(connection, list, key, SECOND) ? null : COMPARE_AS_TEXT;
    }

    private static String padded(String name, int length) {
        return name + "-".repeat(length - name.length());
    }

    /** Leaves the transaction in a state in which it can only be rolled back. */
    private boolean addsTwice(Connection connection) throws SQLException {
        rows.insert(connection, list, key, FIRST);
        try {
            rows.insert(connection, list, key, SECOND);
            return true;
        } catch (SQLException | RuntimeException e) {
            if (SqlFailure.isUnavailable(e)) {
                throw e;
            }
            return false;
        }
    }
}
