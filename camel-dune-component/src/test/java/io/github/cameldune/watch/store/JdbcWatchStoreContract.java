package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the store on JDBC does on every database, whether or not its connections commit by themselves. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a lock that is never released
abstract class JdbcWatchStoreContract implements WatchStoreContract {

    private static final AtomicInteger TABLES = new AtomicInteger();

    private final String table = "WATCHES_" + TABLES.incrementAndGet();
    private final Pool pool;
    private final Pool otherPool;
    private JdbcWatchStore store;
    private JdbcWatchStore otherNode;

    JdbcWatchStoreContract(DataSource database, boolean autocommit) {
        pool = new Pool(database, autocommit);
        otherPool = new Pool(database, autocommit);
    }

    @BeforeEach
    void create() {
        store = storeOn(pool);
        otherNode = storeOn(otherPool);
    }

    @AfterEach
    void everyConnectionCameBackAsItWent() throws SQLException {
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

    @Test
    void createsTheTableOnceForManyNodesThatStartTogether() throws SQLException {
        for (int round = 0; round < 20; round++) {
            List<Boolean> added =
                    Race.run(8, i -> storeOn(i % 2 == 0 ? pool : otherPool).putIfAbsent(LIST, ID, "value " + i));

            assertThat(added).containsOnlyOnce(true);
            assertThat(store.get(LIST, ID)).isEqualTo("value " + added.indexOf(true));
            execute("DROP TABLE " + table);
        }
    }

    @Test
    void takesATableThatHasNoPrimaryKeyAsItIs() throws SQLException {
        execute(JdbcTableCreation.statement(table).replace(", PRIMARY KEY (WATCH_LIST, EXECUTION_ID)", ""));

        assertThat(store.putIfAbsent(LIST, ID, "x")).isTrue();
        assertThat(store.get(LIST, ID)).isEqualTo("x");
    }

    @Test
    void findsTheTableThatAnotherProcessCreated() {
        otherNode.putIfAbsent(LIST, ID, "x");
        JdbcWatchStore later = storeOn(pool);
        later.setCreateTable(false);

        assertThat(later.load(LIST)).containsExactly(Map.entry(ID, "x"));
    }

    @Test
    void saysThatTheTableIsMissingAndHowToCreateIt() throws SQLException {
        store.setCreateTable(false);

        assertThatThrownBy(() -> store.get(LIST, ID))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("get of default/" + ID)
                .hasMessageContaining("createTable=true")
                .hasMessageContaining("CREATE TABLE " + table)
                .hasCauseInstanceOf(SQLException.class);
        assertThatThrownBy(() -> store.putIfAbsent(LIST, ID, "x")).isInstanceOf(WatchStoreException.class);
        assertThatThrownBy(() -> store.load(LIST)).isInstanceOf(WatchStoreException.class);

        execute(JdbcTableCreation.statement(table));
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

        assertThatThrownBy(() -> store.putIfAbsent(LIST, ID, "x"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("create table failed")
                .hasMessageContaining("columns");
    }

    @Test
    void refusesAValueThatIsTooLongAndKeepsTheOldOne() {
        store.putIfAbsent(LIST, ID, "short");
        String tooLong = "x".repeat(4001);

        assertThatThrownBy(() -> store.replace(LIST, ID, "short", tooLong))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("replace of default/" + ID + " (a value of 4001 characters)")
                .hasMessageContaining("too long")
                .hasMessageContaining("4000");
        assertThatThrownBy(() -> store.putIfAbsent(LIST, "other", tooLong))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("too long");
        assertThat(store.load(LIST)).containsExactly(Map.entry(ID, "short"));
    }

    @Test
    void takesLongValuesWhereTheTableDoes() throws SQLException {
        execute(JdbcTableCreation.statement(table).replace("VARCHAR(4000)", "VARCHAR(200000)"));
        String value = "x".repeat(150_000);

        assertThat(store.putIfAbsent(LIST, ID, value)).isTrue();
        assertThat(store.replace(LIST, ID, value, value + "y")).isTrue();
        assertThat(store.load(LIST)).containsEntry(ID, value + "y");
        assertThat(store.remove(LIST, ID, value + "y")).isTrue();
    }

    @Test
    void doesNotTakeAnotherConstraintForAWatchThatIsThere() throws SQLException {
        execute(JdbcTableCreation.statement(table), "ALTER TABLE " + table + " ADD CHECK (WATCH <> 'bad')");

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

    private JdbcWatchStore storeOn(DataSource dataSource) {
        JdbcWatchStore created = new JdbcWatchStore(dataSource);
        created.setTable(table);
        return created;
    }

    private void execute(String... statements) throws SQLException {
        Sql.execute(otherPool, statements);
    }
}
