package io.github.cameldune.watch.store;

import io.github.cameldune.WatchStoreException;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Watches in a table of an SQL database, one row each, which several nodes may share. The SQL is plain and the same for
 * every database. A change compares in its {@code WHERE} clause, so nodes need no locks and no clocks in common.
 *
 * <p><b>The table</b> is created at the first operation when it is missing, unless {@code createTable} is false. Its
 * statement is in a file of this jar for each database: {@code io/github/cameldune/watch/store/postgresql.sql},
 * {@code mysql.sql}, {@code mariadb.sql}, {@code oracle.sql}, {@code sqlserver.sql}, {@code db2.sql}, {@code h2.sql},
 * {@code hsqldb.sql}, {@code derby.sql}, {@code sqlite.sql}, and {@code default.sql} for any other. Nothing is created
 * where a table, a view or a synonym of that name answers a {@code SELECT}.
 *
 * <p><b>The check.</b> The first operation also tries the table with a row of its own, which it rolls back. A table that
 * cannot keep or compare what it has to (columns of type {@code CHAR} or {@code JSON}, a collation that ignores letter
 * case, no primary key, no transactions) is refused with a {@link WatchStoreException} that names the column and the cure.
 * A value that the database cut or changed is refused as well.
 *
 * <p><b>Transactions.</b> Each operation is a transaction by itself, on a connection of its own and on a thread of its
 * own. So it is in no transaction of the caller's: what the store returned is kept, whether the route around it commits
 * or rolls back. The data source may have autocommit on or off; connections are handed back as they came. A data source
 * whose connections cannot commit by themselves (one for XA alone) is refused.
 *
 * <p>A value may be as long as the column {@code WATCH}: 4000 characters in the files of most databases. Create the table
 * with a larger type where that is too little, one that the database compares with {@code =}.
 *
 * <p>This class is thread-safe once its properties are set; set them before its first use.
 */
public final class JdbcWatchStore implements WatchStore {

    static final String DEFAULT_TABLE = "CAMEL_DUNE_WATCH";

    private DataSource dataSource;
    private String table = DEFAULT_TABLE;
    private boolean createTable = true;
    private int queryTimeout = 30;
    private JdbcWatchTable rows = new JdbcWatchTable(table, queryTimeout);
    private JdbcTableSetup setup = new JdbcTableSetup(table);

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
        setup = new JdbcTableSetup(name);
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
        StoreKeys.checkList(watchList);
        return run(false, true, "ids of " + watchList, connection -> rows.ids(connection, watchList));
    }

    @Override
    public int count(String watchList) {
        StoreKeys.checkList(watchList);
        return run(false, false, "count of " + watchList, connection -> rows.count(connection, watchList));
    }

    @Override
    public Map<String, String> load(String watchList) {
        StoreKeys.checkList(watchList);
        return run(false, true, "load of " + watchList, connection -> rows.load(connection, watchList));
    }

    @Override
    public String get(String watchList, String key) {
        StoreKeys.check(watchList, key);
        return run(false, false, "get of " + watchList + '/' + key, connection -> rows.get(connection, watchList, key));
    }

    @Override
    public boolean putIfAbsent(String watchList, String key, String value) {
        StoreKeys.check(watchList, key);
        return run(
                true,
                true,
                "putIfAbsent of " + describe(watchList, key, value),
                connection -> rows.putIfAbsent(connection, watchList, key, value));
    }

    @Override
    public boolean replace(String watchList, String key, String expected, String value) {
        StoreKeys.check(watchList, key);
        return run(
                true,
                true,
                "replace of " + describe(watchList, key, value),
                connection -> rows.replace(connection, watchList, key, expected, value));
    }

    @Override
    public boolean remove(String watchList, String key, String expected) {
        StoreKeys.check(watchList, key);
        return run(
                true,
                false,
                "remove of " + watchList + '/' + key,
                connection -> rows.remove(connection, watchList, key, expected));
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

    @Override
    public String toString() {
        return "JdbcWatchStore in table " + table;
    }

    private static String describe(String watchList, String key, String value) {
        return watchList + '/' + key + " (a value of " + value.length() + " characters)";
    }

    private <T> T run(boolean change, boolean multiple, String operation, JdbcTransaction.Work<T> work) {
        if (dataSource == null) {
            throw new WatchStoreException("JdbcWatchStore has no data source: set its property dataSource", null);
        }
        try {
            return JdbcThreads.run(() -> {
                setup.ensure(dataSource, rows, createTable, change);
                return JdbcTransaction.run(dataSource, multiple, work);
            });
        } catch (WatchStoreException e) {
            throw e;
        } catch (Exception e) {
            setup.forget();
            throw SqlFailure.of(table, setup.database(), operation, e);
        }
    }
}
