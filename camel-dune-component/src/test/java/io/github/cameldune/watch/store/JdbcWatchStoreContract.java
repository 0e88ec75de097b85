package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the store on JDBC does on every database, whether or not its connections commit by themselves. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a lock that is never released
abstract class JdbcWatchStoreContract implements WatchStoreContract {

    private static final AtomicInteger TABLES = new AtomicInteger();

    private final String table = "WATCHES_" + TABLES.incrementAndGet();
    private final JdbcDatabase database;
    private final Pool pool;
    private final Pool otherPool;
    private JdbcWatchStore store;
    private JdbcWatchStore otherNode;

    JdbcWatchStoreContract(JdbcDatabase database, DataSource dataSource, boolean autocommit) {
        this.database = database;
        pool = new Pool(dataSource, autocommit, false);
        otherPool = new Pool(dataSource, autocommit, false);
    }

    @BeforeEach
    void create() {
        store = storeOn(pool);
        otherNode = storeOn(otherPool);
    }

    @AfterEach
    void everyConnectionCameBackAsItWent() throws SQLException {
        try {
            execute("DROP TABLE " + table);
        } catch (SQLException e) {
            // the test made none, or closed the pool
        }
        pool.close();
        otherPool.close();
        assertThat(pool.leftUndone()).isEmpty();
        assertThat(otherPool.leftUndone()).isEmpty();
    }

    @Override
    public WatchStore store() {
        return store;
    }

    @Override
    public WatchStore otherNode() {
        return otherNode;
    }

    @Override
    public void addAll(Map<String, String> values) {
        try (Connection connection = otherPool.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?, ?)")) {
            boolean autocommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            for (Map.Entry<String, String> value : values.entrySet()) {
                insert.setString(1, LIST);
                insert.setString(2, value.getKey());
                insert.setString(3, value.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
            connection.setAutoCommit(autocommit);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void createsTheTableOnceForManyNodesThatStartTogether() throws SQLException {
        for (int round = 0; round < 5; round++) {
            List<Boolean> added =
                    Race.run(8, i -> storeOn(i % 2 == 0 ? pool : otherPool).putIfAbsent(LIST, ID, "value " + i));

            assertThat(added).containsOnlyOnce(true);
            assertThat(store.get(LIST, ID)).isEqualTo("value " + added.indexOf(true));
            execute("DROP TABLE " + table);
        }
    }

    @Test
    void createsTheTableWithTheStatementForThisDatabase() throws SQLException {
        execute(statement());

        assertThat(store.putIfAbsent(LIST, ID, "x")).isTrue();
        assertThat(store.get(LIST, ID)).isEqualTo("x");
    }

    @Test
    void leavesNoRowOfItsCheckBehind() throws SQLException {
        store.putIfAbsent(LIST, ID, "x");

        assertThat(Sql.rows(otherPool, "SELECT WATCH_LIST FROM " + table)).containsExactly(LIST);
    }

    @Test
    void refusesATableThatHasNoPrimaryKey() throws SQLException {
        execute(statement().replace(", PRIMARY KEY (WATCH_LIST, EXECUTION_ID)", ""));

        assertThatThrownBy(() -> store.putIfAbsent(LIST, ID, "x"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("a key can be added twice")
                .hasMessageContaining("primary key")
                .hasMessageContaining(database.file());
        assertThat(Sql.rows(otherPool, "SELECT WATCH_LIST FROM " + table)).isEmpty();
    }

    @Test
    void findsTheTableThatAnotherProcessCreated() {
        otherNode.putIfAbsent(LIST, ID, "x");
        JdbcWatchStore later = storeOn(pool);
        later.setCreateTable(false);

        assertThat(later.load(LIST)).containsExactly(Map.entry(ID, "x"));
    }

    @Test
    void saysThatTheTableIsMissing() throws SQLException {
        store.setCreateTable(false);

        assertThatThrownBy(() -> store.get(LIST, ID))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("get of default/" + ID)
                .hasCauseInstanceOf(SQLException.class);
        assertThatThrownBy(() -> store.putIfAbsent(LIST, ID, "x")).isInstanceOf(WatchStoreException.class);
        assertThatThrownBy(() -> store.load(LIST)).isInstanceOf(WatchStoreException.class);

        execute(statement());
        assertThat(store.putIfAbsent(LIST, ID, "x")).isTrue();
    }

    @Test
    void createsTheTableAgainWhenItWasDropped() throws SQLException {
        store.putIfAbsent(LIST, ID, "x");
        execute("DROP TABLE " + table);

        assertThatThrownBy(() -> store.get(LIST, ID)).isInstanceOf(WatchStoreException.class);
        assertThat(store.putIfAbsent(LIST, ID, "x")).isTrue();
    }

    @Test
    void refusesATableOfAnotherShape() throws SQLException {
        execute("CREATE TABLE " + table + " (ID INT)");

        assertThatThrownBy(() -> store.putIfAbsent(LIST, ID, "x")).isInstanceOf(WatchStoreException.class);
        assertThat(Sql.rows(otherPool, "SELECT ID FROM " + table)).isEmpty();
    }

    @Test
    void refusesAValueThatIsTooLongAndKeepsTheOldOne() throws SQLException {
        Assumptions.assumeTrue(database != JdbcDatabase.SQLITE, "SQLite takes values of any length");
        execute(withValuesOf("VARCHAR(100)"));
        store.putIfAbsent(LIST, ID, "short");
        String tooLong = "x".repeat(101);

        assertThatThrownBy(() -> store.replace(LIST, ID, "short", tooLong))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("replace of default/" + ID + " (a value of 101 characters)")
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> store.putIfAbsent(LIST, "other", tooLong))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("too long");
        assertThat(store.load(LIST)).containsExactly(Map.entry(ID, "short"));
    }

    @Test
    void takesLongValuesWhereTheTableDoes() throws SQLException {
        execute(withValuesOf(longText()));
        String value = "x".repeat(30_000);

        assertThat(store.putIfAbsent(LIST, ID, value)).isTrue();
        assertThat(store.replace(LIST, ID, value, value + "y")).isTrue();
        assertThat(store.load(LIST)).containsEntry(ID, value + "y");
        assertThat(store.remove(LIST, ID, value + "y")).isTrue();
    }

    @Test
    void doesNotTakeAnotherConstraintForAWatchThatIsThere() throws SQLException {
        execute(statement().replace(", PRIMARY KEY", ", CHECK (WATCH <> 'bad'), PRIMARY KEY"));

        assertThatThrownBy(() -> store.putIfAbsent(LIST, ID, "bad")).isInstanceOf(WatchStoreException.class);
        assertThat(store.putIfAbsent(LIST, ID, "good")).isTrue();
        assertThat(store.putIfAbsent(LIST, ID, "bad")).isFalse();
    }

    @Test
    void failsOnAClosedPoolWithoutItsSecrets() throws SQLException {
        store.putIfAbsent(LIST, ID, "x");
        pool.close();

        assertThatThrownBy(() -> store.get(LIST, ID))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("data source is open")
                .message()
                .doesNotContain("secret", "jdbc:");
    }

    /** A type of this database that takes 40000 characters and is compared as text. */
    String longText() {
        return "VARCHAR(40000)";
    }

    private String statement() {
        return database.createTable(table);
    }

    private String withValuesOf(String type) {
        String changed = statement().replaceFirst("(?<= WATCH )(VARCHAR\\(4000\\)|TEXT)", type);
        assertThat(changed).contains("WATCH " + type);
        return changed;
    }

    private JdbcWatchStore storeOn(DataSource dataSource) {
        JdbcWatchStore created = new JdbcWatchStore(dataSource);
        created.setTable(table);
        return created;
    }

    private void execute(String... statements) throws SQLException {
        Sql.execute(otherPool, statements);
    }
}
