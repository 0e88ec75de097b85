package io.github.cameldune.watch.store;

import io.github.cameldune.WatchStoreException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a failure of JDBC means for a watch store, by its SQLState and its class. Pools wrap what a driver threw, in an
 * {@code SQLException} of their own or in a {@code RuntimeException}, so all causes are looked at. The driver's own text
 * stays in the cause: it may hold the database's URL, and with that a password.
 */
final class SqlFailure {

    /** A chain of causes that is longer is a circle. */
    private static final int MOST_CAUSES = 20;

    // beside the classes of the standard: PostgreSQL shuts down or starts, H2 is closed or its server is gone
    private static final Set<String> UNREACHABLE = Set.of("57P01", "57P02", "57P03", "90067", "90098", "90121");
    private static final Set<String> READ_ONLY = Set.of("25006", "90097");
    private static final Set<String> TIMEOUT = Set.of("57014", "HYT00", "HYT01", "55P03", "40XL1");
    // the standard's own, and PostgreSQL's for a deadlock; both say that all was rolled back
    private static final Set<String> CONFLICT = Set.of("40001", "40P01");

    private SqlFailure() {}

    /** Whether an insert may have failed because the key is there already. Some drivers give no SQLState. */
    static boolean mayBeDuplicate(Exception e) {
        return any(
                e,
                sql -> sql instanceof SQLIntegrityConstraintViolationException
                        || state(sql).startsWith("23")
                        || state(sql).isEmpty());
    }

    /** Whether a select may have failed because there is no such table, not because the database cannot answer. */
    static boolean mayBeMissingTable(Exception e) {
        return any(e, sql -> true)
                && !isUnavailable(e)
                && !any(e, sql -> state(sql).startsWith("28") || state(sql).startsWith("53"));
    }

    /** Whether another transaction was in the way, so that the database rolled this one back. */
    static boolean isConflict(Exception e) {
        return any(e, sql -> CONFLICT.contains(state(sql)));
    }

    /** Whether it is about the connection, the time it took, or another transaction, and not about the statement. */
    static boolean isUnavailable(Exception e) {
        return any(e, SqlFailure::isUnreachable) || any(e, SqlFailure::isTimeout) || isConflict(e);
    }

    /** Whether the database takes no changes, so that only a change can fail with it. */
    static boolean isReadOnly(Exception e) {
        return any(e, sql -> READ_ONLY.contains(state(sql)));
    }

    static WatchStoreException of(String table, JdbcDatabase database, String operation, Exception e) {
        List<SQLException> chain = chain(e);
        String known = chain.isEmpty()
                ? ""
                : " (SQLState %s, vendor code %d)"
                        .formatted(chain.get(0).getSQLState(), chain.get(0).getErrorCode());
        return new WatchStoreException(
                "Watch store in table " + table + ", " + operation + " failed with "
                        + e.getClass().getSimpleName() + known + ": " + advice(table, database, e),
                e);
    }

    private static String advice(String table, JdbcDatabase database, Exception e) {
        if (any(e, sql -> state(sql).startsWith("28"))) {
            return "the database refused the login; check the user and password of the data source";
        }
        if (any(e, SqlFailure::isTimeout)) {
            return "it took longer than queryTimeout, or than the database waits for a lock; check the load and the locks"
                    + " of the database";
        }
        if (any(e, SqlFailure::isUnreachable)) {
            return "check that the database runs, that the data source is open and has its address, and that its pool is"
                    + " large enough";
        }
        if (isReadOnly(e)) {
            return "the database is read-only; the watch store needs one that it can write to";
        }
        if (isConflict(e)) {
            return "another transaction was in the way; the operation may be tried again";
        }
        if (any(e, sql -> state(sql).equals("22001"))) {
            return "the value is too long for the column WATCH, or the watch list's name for WATCH_LIST; carry fewer or"
                    + " shorter correlation headers, or give the column a larger type";
        }
        if (any(e, JdbcTransaction.RefusedException.class::isInstance)) {
            return "the data source does not let the store commit for itself, as one does that takes part in another (JTA)"
                    + " transaction; give the store a data source without a transaction manager";
        }
        if (any(e, sql -> state(sql).startsWith("42") || state(sql).startsWith("S0"))) {
            return "check that the table exists with the columns of this statement, and that the user may select, insert,"
                    + " update and delete; createTable=true creates it, or you do, with "
                    + database.file() + " of camel-dune's jar: " + database.createTable(table);
        }
        return "see the cause; check that the data source is open, that the user may select, insert, update and delete,"
                + " and that the value is not too long for the column WATCH";
    }

    private static boolean isUnreachable(SQLException e) {
        return state(e).startsWith("08")
                || UNREACHABLE.contains(state(e))
                || e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException;
    }

    private static boolean isTimeout(SQLException e) {
        return e instanceof SQLTimeoutException || TIMEOUT.contains(state(e));
    }

    private static boolean any(Exception e, Predicate<SQLException> condition) {
        return chain(e).stream().anyMatch(condition);
    }

    private static List<SQLException> chain(Throwable e) {
        List<SQLException> chain = new ArrayList<>();
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof SQLException sql) {
                chain.add(sql);
            }
            cause = cause.getCause();
        }
        return chain;
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
