package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that were made by hand and would lose watches without an error. On H2. */
class JdbcTableCheckTest {

    private static final String LIST = WatchStoreContract.LIST;
    private static final String ID = WatchStoreContract.ID;

    private final JdbcDataSource database = new JdbcDataSource();

    JdbcTableCheckTest() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WATCH VARCHAR(4000)       | WATCH JSON                        | the column WATCH does not give back",
                "WATCH VARCHAR(4000)       | WATCH CHAR(300)                   | the column WATCH does not give back",
                "WATCH VARCHAR(4000)       | WATCH VARCHAR_IGNORECASE(4000)    | the column WATCH ignores letter case",
                "EXECUTION_ID VARCHAR(64)  | EXECUTION_ID CHAR(65)             | the column EXECUTION_ID does not give back",
                "EXECUTION_ID VARCHAR(64)  | EXECUTION_ID VARCHAR_IGNORECASE(64) | the column EXECUTION_ID ignores",
                "WATCH_LIST VARCHAR(191)   | WATCH_LIST VARCHAR_IGNORECASE(191) | the column WATCH_LIST ignores",
                "', PRIMARY KEY (WATCH_LIST, EXECUTION_ID)' | '' | a key can be added twice",
            })
    void namesTheColumnAndTheCure(String column, String byHand, String fault) throws SQLException {
        Sql.execute(database, statement().replace(column, byHand));
        WatchStore store = new JdbcWatchStore(database);

        assertThatThrownBy(() -> store.load(LIST))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining(fault)
                .hasMessageContaining("h2.sql of camel-dune's jar: CREATE TABLE CAMEL_DUNE_WATCH (");
        assertThatThrownBy(() -> store.putIfAbsent(LIST, ID, "x")).hasMessageContaining(fault);
        assertThat(Sql.rows(database, "SELECT WATCH FROM CAMEL_DUNE_WATCH")).isEmpty();
    }

    @Test
    void goesOnOnceTheTableIsMended() throws SQLException {
        Sql.execute(database, statement().replace(", PRIMARY KEY (WATCH_LIST, EXECUTION_ID)", ""));
        WatchStore store = new JdbcWatchStore(database);
        assertThatThrownBy(() -> store.putIfAbsent(LIST, ID, "x")).isInstanceOf(WatchStoreException.class);

        Sql.execute(database, "ALTER TABLE CAMEL_DUNE_WATCH ADD PRIMARY KEY (WATCH_LIST, EXECUTION_ID)");

        assertThat(store.putIfAbsent(LIST, ID, "x")).isTrue();
    }

    /** H2 shows a new table to other sessions before it has its key. */
    @Test
    void waitsForTheKeyOfATableThatAnotherNodeIsCreating() throws SQLException {
        Sql.execute(database, statement().replace(", PRIMARY KEY (WATCH_LIST, EXECUTION_ID)", ""));
        AtomicInteger connections = new AtomicInteger();
        DataSource slow = Altered.dataSource(database, () -> {
            // one to learn the product, one to look for the table, one for the first check
            if (connections.incrementAndGet() == 4) {
                Sql.execute(database, "ALTER TABLE CAMEL_DUNE_WATCH ADD PRIMARY KEY (WATCH_LIST, EXECUTION_ID)");
            }
            return database.getConnection();
        });

        assertThat(new JdbcWatchStore(slow).putIfAbsent(LIST, ID, "x")).isTrue();
        assertThat(connections).hasValueGreaterThan(4);
    }

    @Test
    void looksAtTheTableOnceOnly() throws SQLException {
        AtomicInteger connections = new AtomicInteger();
        DataSource counted = Altered.dataSource(database, () -> {
            connections.incrementAndGet();
            return database.getConnection();
        });
        WatchStore store = new JdbcWatchStore(counted);
        store.putIfAbsent(LIST, ID, "x");
        connections.set(0);

        store.get(LIST, ID);
        store.replace(LIST, ID, "x", "y");
        store.remove(LIST, ID, "y");

        assertThat(connections).hasValue(3);
    }

    @Test
    void createsNothingBesideASynonym() throws SQLException {
        Sql.execute(
                database,
                "CREATE SCHEMA other",
                JdbcDatabase.H2.createTable("other.watches"),
                "CREATE SYNONYM CAMEL_DUNE_WATCH FOR other.watches");
        WatchStore store = new JdbcWatchStore(database);

        assertThat(store.putIfAbsent(LIST, ID, "x")).isTrue();
        assertThat(Sql.rows(database, "SELECT WATCH FROM other.watches")).containsExactly("x");
    }

    @Test
    void createsNothingBesideAViewThatCannotBeChanged() throws SQLException {
        Sql.execute(database, "CREATE VIEW CAMEL_DUNE_WATCH AS SELECT 1 AS ANYTHING");

        assertThatThrownBy(() -> new JdbcWatchStore(database).putIfAbsent(LIST, ID, "x"))
                .isInstanceOf(WatchStoreException.class);
        assertThat(Sql.rows(database, "SELECT ANYTHING FROM CAMEL_DUNE_WATCH")).containsExactly("1");
    }

    private static String statement() {
        return JdbcDatabase.H2.createTable("CAMEL_DUNE_WATCH");
    }
}
