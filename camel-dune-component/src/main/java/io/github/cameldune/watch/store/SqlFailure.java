package io.github.cameldune.watch.store;

import io.github.cameldune.WatchStoreException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/**
 * What a failure of JDBC means for a watch store. The driver's own text stays in the cause: it may hold the database's
 * URL, and with that a password.
 */
final class SqlFailure {

    // beside the classes of the standard: PostgreSQL is shut down or starts, H2 is closed or its server is gone
    private static final Set<String> UNREACHABLE = Set.of("57P01", "57P02", "57P03", "90067", "90098", "90121");
    private static final Set<String> READ_ONLY = Set.of("25006", "90097");
    private static final Set<String> TIMEOUT = Set.of("57014", "HYT00", "HYT01", "55P03");
    // Oracle, MySQL and SQL Server (primary key, unique index), which do not use 23505
    private static final Set<Integer> DUPLICATE_OF_23000 = Set.of(1, 1062, 2627, 2601);
    private static final int ORACLE_VALUE_TOO_LARGE = 12899;

    private SqlFailure() {}

    /** Whether a row with this primary key is there already. False also where the database leaves that open. */
    static boolean isDuplicate(SQLException e) {
        return state(e).equals("23505") || state(e).equals("23000") && DUPLICATE_OF_23000.contains(e.getErrorCode());
    }

    static boolean mayBeMissingTable(SQLException e) {
        return !isUnreachable(e, state(e)) && !isTimeout(e, state(e));
    }

    static WatchStoreException of(String table, String operation, Exception e) {
        String known = e instanceof SQLException sql
                ? " (SQLState " + sql.getSQLState() + ", vendor code " + sql.getErrorCode() + ")"
                : "";
        String advice = e instanceof SQLException sql ? advice(table, sql) : "see the cause, and check the data source";
        return new WatchStoreException(
                "Watch store in table " + table + ", " + operation + " failed with "
                        + e.getClass().getSimpleName() + known + ": " + advice,
                e);
    }

    private static String advice(String table, SQLException e) {
        String state = state(e);
        if (isUnreachable(e, state)) {
            return "check that the database runs, that the data source is open and has its address, and that its pool is large enough";
        }
        if (state.startsWith("28")) {
            return "the database refused the login; check the user and password of the data source";
        }
        if (isTimeout(e, state)) {
            return "it took longer than queryTimeout; check the load and the locks of the database";
        }
        if (READ_ONLY.contains(state)) {
            return "the database is read-only; the watch store needs one that it can write to";
        }
        if (state.equals("22001") || e.getErrorCode() == ORACLE_VALUE_TOO_LARGE) {
            return "the value is too long for the column WATCH (4000 characters as created here), or the watch list's name is over 255;"
                    + " carry fewer or shorter correlation headers, or give the column a larger type";
        }
        if (state.startsWith("42")) {
            return "check that the table exists with the columns of this statement, and that the user may select, insert,"
                    + " update and delete; createTable=true creates it, or you do: "
                    + JdbcTableCreation.statement(table);
        }
        if (state.startsWith("40")) {
            return "another transaction was in the way; the operation may be tried again";
        }
        return "see the cause; check that the data source is open, that its connections are not part of another (JTA)"
                + " transaction, and that the database is sound";
    }

    private static boolean isUnreachable(SQLException e, String state) {
        return state.startsWith("08")
                || UNREACHABLE.contains(state)
                || e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException;
    }

    private static boolean isTimeout(SQLException e, String state) {
        return e instanceof SQLTimeoutException || TIMEOUT.contains(state);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
