package io.github.cameldune.watch.store;

import io.github.cameldune.WatchStoreException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Watches in a table of an SQL database, one row each, which several nodes may share. The SQL is plain and the same for
 * every database; a change compares in its {@code WHERE} clause, so nodes need no locks and no clocks in common.
 *
 * <p>The table is created when it is first needed and missing, unless {@code createTable} is false:
 *
 * <pre>{@code
 * CREATE TABLE CAMEL_DUNE_WATCH (
 *   WATCH_LIST VARCHAR(255) NOT NULL,
 *   EXECUTION_ID VARCHAR(64) NOT NULL,
 *   WATCH VARCHAR(4000) NOT NULL,
 *   PRIMARY KEY (WATCH_LIST, EXECUTION_ID))
 * }</pre>
 *
 * <p>A value has at most 4000 characters there, which leaves some 3500 for correlation headers; a longer one is refused
 * with an exception that says so. 4000 is what every common database can hold and compare. Where that is too little,
 * create the table yourself with a larger type that the database compares with {@code =}: {@code TEXT} on PostgreSQL,
 * {@code VARCHAR(MAX)} on SQL Server, {@code LONGTEXT} on MySQL; not a {@code CLOB} on Oracle or Db2. On MySQL and SQL
 * Server give the columns a binary collation ({@code utf8mb4_bin}, {@code Latin1_General_BIN2}): by default these take
 * upper and lower case for the same.
 *
 * <p>The data source must hand out connections of its own, with autocommit on or off. Each operation is a transaction by
 * itself, and commits where autocommit is off; so a data source that joins a surrounding transaction (JTA, or Spring's
 * {@code TransactionAwareDataSourceProxy}) is the wrong one: use its plain neighbour. Connections are handed back with
 * autocommit as it was, and with no transaction open.
 *
 * <p>On PostgreSQL set {@code socketTimeout} (seconds) in the data source or its URL, to more than {@code queryTimeout}.
 * Without it, a transition that is being recorded when the database's host vanishes waits until the operating system gives
 * the connection up, which may take a quarter of an hour or longer, and so do the next ones of that execution. Other
 * drivers have an option like it.
 *
 * <p>H2 writes a commit to its file up to half a second later unless its URL says {@code ;WRITE_DELAY=0}; a process
 * that is killed meanwhile loses it.
 *
 * <p>This class is thread-safe once its properties are set; set them before its first use.
 */
public final class JdbcWatchStore implements WatchStore {

    private DataSource dataSource;
    private String table = "CAMEL_DUNE_WATCH";
    private boolean createTable = true;
    private int queryTimeout = 30;
    private JdbcWatchTable rows = new JdbcWatchTable(table, queryTimeout);
    private JdbcTableCreation creation = new JdbcTableCreation(table);

    /** Creates a store that has no data source yet. */
    public JdbcWatchStore() {}

    /**
     * Creates a store.
     *
     * @param dataSource where to get connections; one is held for the time of an operation
     */
    public JdbcWatchStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Sets where connections come from.
     *
     * @param dataSource the data source; one connection is held for the time of an operation
     */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Sets the table's name, {@code CAMEL_DUNE_WATCH} by default.
     *
     * @param name letters, digits and underscores, optionally after a schema and a dot; the database decides about upper
     *     and lower case
     * @throws IllegalArgumentException when it is anything else
     */
    public void setTable(String name) {
        creation = new JdbcTableCreation(name);
        rows = new JdbcWatchTable(name, queryTimeout);
        table = name;
    }

    /**
     * Sets whether the table is created when it is missing, as it is by default.
     *
     * @param createTable false when the database's user may not create tables, or somebody else does
     */
    public void setCreateTable(boolean createTable) {
        this.createTable = createTable;
    }

    /**
     * Sets how long the database may take for one statement. It is the database that is told to stop: a host that has
     * vanished does not answer that either, and then only a timeout of the driver's own ends the wait (PostgreSQL's {@code
     * socketTimeout}).
     *
     * @param seconds 30 by default; 0 waits for as long as the driver does
     * @throws IllegalArgumentException when it is negative
     */
    public void setQueryTimeout(int seconds) {
        rows = new JdbcWatchTable(table, seconds);
        queryTimeout = seconds;
    }

    @Override
    public Set<String> ids(String watchList) {
        return run("ids of " + watchList, true, connection -> rows.ids(connection, watchList));
    }

    @Override
    public Map<String, String> load(String watchList) {
        return run("load of " + watchList, true, connection -> rows.load(connection, watchList));
    }

    @Override
    public String get(String watchList, String executionId) {
        return run(
                "get of " + watchList + '/' + executionId,
                false,
                connection -> rows.get(connection, watchList, executionId));
    }

    @Override
    public boolean putIfAbsent(String watchList, String executionId, String value) {
        return run(
                "putIfAbsent of " + describe(watchList, executionId, value),
                false,
                connection -> rows.putIfAbsent(connection, watchList, executionId, value));
    }

    @Override
    public boolean replace(String watchList, String executionId, String expected, String value) {
        return run(
                "replace of " + describe(watchList, executionId, value),
                false,
                connection -> rows.replace(connection, watchList, executionId, expected, value));
    }

    @Override
    public boolean remove(String watchList, String executionId, String expected) {
        return run(
                "remove of " + watchList + '/' + executionId,
                false,
                connection -> rows.remove(connection, watchList, executionId, expected));
    }

    /** Two stores of one table are one: so do endpoints that name the same data source share its watch lists. */
    @Override
    public boolean equals(Object other) {
        return other instanceof JdbcWatchStore that && dataSource == that.dataSource && table.equals(that.table);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(dataSource);
    }

    private static String describe(String watchList, String executionId, String value) {
        return watchList + '/' + executionId + " (a value of " + value.length() + " characters)";
    }

    private <T> T run(String operation, boolean manyRows, JdbcTransaction.Work<T> work) {
        if (dataSource == null) {
            throw new WatchStoreException("JdbcWatchStore has no data source: set its property dataSource", null);
        }
        try {
            return JdbcTransaction.run(dataSource, manyRows, connection -> {
                if (createTable) {
                    creation.ensure(connection);
                }
                return work.on(connection);
            });
        } catch (WatchStoreException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            creation.forget();
            throw SqlFailure.of(table, operation, e);
        }
    }
}
