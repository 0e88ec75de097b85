package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The store on JDBC, on a real PostgreSQL. */
class PostgresWatchStoreTest {

    private static final String LIST = WatchStoreContract.LIST;
    private static final String ID = WatchStoreContract.ID;
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Nested
    class WithAutocommit extends JdbcWatchStoreContract {
        WithAutocommit() {
            super(JdbcDatabase.POSTGRESQL, Postgres.database(), true);
        }
    }

    @Nested
    class WithoutAutocommit extends JdbcWatchStoreContract {
        WithoutAutocommit() {
            super(JdbcDatabase.POSTGRESQL, Postgres.database(), false);
        }
    }

    /** The database rolls a transaction back that it cannot serialise; the store runs it again. */
    @Nested
    class SerializableRaces implements WatchStoreRaces {

        private final WatchStore store = serializable("serializable_" + COUNT.incrementAndGet());

        @Override
        public WatchStore store() {
            return store;
        }

        @Override
        public WatchStore otherNode() {
            return store;
        }

        private static WatchStore serializable(String table) {
            PGSimpleDataSource database = Postgres.database();
            database.setOptions("-c default_transaction_isolation=serializable");
            return storeIn(table, new Pool(database, true, false));
        }
    }

    @Test
    void createsNothingBesideAView() throws SQLException {
        WatchStore behind = storeIn("behind", Postgres.database());
        behind.putIfAbsent(LIST, ID, "x");
        Postgres.execute("CREATE VIEW in_front AS SELECT * FROM behind");

        assertThat(storeIn("in_front", Postgres.database()).replace(LIST, ID, "x", "y"))
                .isTrue();
        assertThat(behind.get(LIST, ID)).isEqualTo("y");
    }

    @Test
    void waitsForTheNodeThatIsCreatingTheTable() throws Exception {
        try (Connection faster = Postgres.database().getConnection()) {
            faster.setAutoCommit(false);
            faster.createStatement().execute(JdbcDatabase.POSTGRESQL.createTable("slowly"));
            JdbcWatchStore store = storeIn("slowly", Postgres.database());
            CompletableFuture<Boolean> adding = CompletableFuture.supplyAsync(() -> store.putIfAbsent(LIST, ID, "x"));
            Awaitility.await().until(PostgresWatchStoreTest::somebodyWaitsForALock);
            faster.commit();

            assertThat(adding.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void needsNoRightToCreateWhereTheTableIs() throws SQLException {
        Postgres.execute(
                "CREATE ROLE writer LOGIN",
                "CREATE SCHEMA given",
                "GRANT USAGE ON SCHEMA given TO writer",
                JdbcDatabase.POSTGRESQL.createTable("given.watches"),
                "GRANT SELECT, INSERT, UPDATE, DELETE ON given.watches TO writer");
        PGSimpleDataSource database = Postgres.database("writer", "postgres");

        assertThat(storeIn("given.watches", database).putIfAbsent(LIST, ID, "x"))
                .isTrue();
        assertThatThrownBy(() -> storeIn("given.others", database).putIfAbsent(LIST, ID, "x"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("table given.others, create table failed")
                .hasMessageContaining("SQLState 42501")
                .hasMessageContaining("CREATE TABLE given.others (");
    }

    @Test
    void saysThatTheDatabaseIsReadOnlyAndGoesOnWhenItIsNot() throws SQLException {
        Postgres.execute("CREATE DATABASE frozen");
        PGSimpleDataSource database = Postgres.database("postgres", "frozen");
        WatchStore store = new JdbcWatchStore(database);
        store.putIfAbsent(LIST, ID, "x");
        Postgres.execute("ALTER DATABASE frozen SET default_transaction_read_only = on");

        assertThat(store.load(LIST)).containsExactly(Map.entry(ID, "x"));
        assertThatThrownBy(() -> store.replace(LIST, ID, "x", "y"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> storeIn("more", database).get(LIST, ID))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("create table failed")
                .hasMessageContaining("read-only");

        Postgres.execute("ALTER DATABASE frozen SET default_transaction_read_only = off");
        assertThat(store.replace(LIST, ID, "x", "y")).isTrue();
    }

    @Test
    void goesOnWhenTheDatabaseIsBack() throws SQLException {
        Postgres.execute("CREATE DATABASE flaky");
        WatchStore store = new JdbcWatchStore(new Pool(Postgres.database("postgres", "flaky"), true));
        store.putIfAbsent(LIST, ID, "x");
        Postgres.execute(
                "ALTER DATABASE flaky ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'flaky'");

        assertThatThrownBy(() -> store.replace(LIST, ID, "x", "y")).isInstanceOf(WatchStoreException.class);
        assertThatThrownBy(() -> store.load(LIST)).isInstanceOf(WatchStoreException.class);

        Postgres.execute("ALTER DATABASE flaky ALLOW_CONNECTIONS true");
        assertThat(store.replace(LIST, ID, "x", "y")).isTrue();
        assertThat(store.load(LIST)).containsExactly(Map.entry(ID, "y"));
    }

    @Test
    void saysThatTheConnectionBrokeInTheMiddle() throws SQLException {
        WatchStore store = storeIn("broken", oneThatBreaksBeforeItIsUsed());

        assertThatThrownBy(() -> store.get(LIST, ID))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("get of default/" + ID)
                .hasMessageContaining("check that the database runs");
    }

    @Test
    void saysThatNobodyListensWithoutTheDataSourcesSecrets() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        nobody.setURL("jdbc:postgresql://127.0.0.1:" + port + "/x?user=me&password=secret");

        assertThatThrownBy(() -> new JdbcWatchStore(nobody).ids(LIST))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("ids of default")
                .hasMessageContaining("SQLState 08001")
                .hasMessageContaining("check that the database runs")
                .message()
                .doesNotContain("secret", "jdbc:", "127.0.0.1");
    }

    @Test
    void givesUpOnALockedRowAfterQueryTimeout() throws SQLException {
        JdbcWatchStore store = storeIn("locked", Postgres.database());
        store.putIfAbsent(LIST, ID, "x");
        store.setQueryTimeout(1);
        try (Connection other = Postgres.database().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT * FROM locked FOR UPDATE");

            assertThatThrownBy(() -> store.replace(LIST, ID, "x", "y"))
                    .isInstanceOf(WatchStoreException.class)
                    .hasMessageContaining("queryTimeout");
            other.rollback();
        }
        assertThat(store.replace(LIST, ID, "x", "y")).isTrue();
    }

    private static PGSimpleDataSource oneThatBreaksBeforeItIsUsed() {
        PGSimpleDataSource database = new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                int server =
                        connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
                Postgres.execute("SELECT pg_terminate_backend(" + server + ", 5000)");
                return connection;
            }
        };
        database.setURL(Postgres.database().getURL());
        database.setUser(Postgres.database().getUser());
        return database;
    }

    private static JdbcWatchStore storeIn(String table, DataSource database) {
        JdbcWatchStore store = new JdbcWatchStore(database);
        store.setTable(table);
        return store;
    }

    private static boolean somebodyWaitsForALock() throws SQLException {
        try (Connection connection = Postgres.database().getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
            return rows.next() && rows.getInt(1) > 0;
        }
    }
}
