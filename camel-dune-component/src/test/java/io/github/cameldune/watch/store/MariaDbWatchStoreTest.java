package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The store on JDBC, on a real MariaDB, by its own driver and by that of MySQL. */
class MariaDbWatchStoreTest {

    private static final String LIST = WatchStoreContract.LIST;
    private static final String ID = WatchStoreContract.ID;

    private final DataSource database = MariaDb.byItsDriver("");
    private final String table =
            "WATCHES_" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();

    @Nested
    class ByItsDriverWithAutocommit extends JdbcWatchStoreContract {
        ByItsDriverWithAutocommit() {
            super(JdbcDatabase.MARIADB, MariaDb.byItsDriver(""), true);
        }

        @Override
        String longText() {
            return "LONGTEXT";
        }
    }

    @Nested
    class ByTheDriverOfMySqlWithoutAutocommit extends JdbcWatchStoreContract {
        ByTheDriverOfMySqlWithoutAutocommit() {
            super(JdbcDatabase.MYSQL, MariaDb.byTheDriverOfMySql("&useAffectedRows=true"), false);
        }

        @Override
        String longText() {
            return "LONGTEXT";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WATCH_LIST VARCHAR(191) NOT NULL, EXECUTION_ID",
        "EXECUTION_ID VARCHAR(64) NOT NULL, EXECUTION_ID",
    })
    void saysWhichColumnIgnoresLetterCase(String column, String ignored) throws SQLException {
        String name = column.substring(0, column.indexOf(' '));
        String statement = JdbcDatabase.MARIADB
                .createTable(table)
                .replaceFirst(name + " VARCHAR\\(\\d+\\) CHARACTER SET \\w+ COLLATE \\w+ NOT NULL", column);
        Sql.execute(database, statement);

        assertThatThrownBy(() -> store(database).load(LIST))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("the column " + name + " ignores letter case")
                .hasMessageContaining("binary collation")
                .hasMessageContaining("mariadb.sql");
    }

    @Test
    void saysThatTheValueIgnoresLetterCase() throws SQLException {
        Sql.execute(
                database,
                JdbcDatabase.MARIADB
                        .createTable(table)
                        .replaceFirst("WATCH VARCHAR\\(4000\\) CHARACTER SET \\w+ COLLATE \\w+", "WATCH TEXT"));

        assertThatThrownBy(() -> store(database).load(LIST))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("the column WATCH ignores letter case");
    }

    @Test
    void refusesATableWithoutTransactions() throws SQLException {
        Sql.execute(database, JdbcDatabase.MARIADB.createTable(table).replace("InnoDB", "MyISAM"));

        assertThatThrownBy(() -> store(database).putIfAbsent(LIST, ID, "x"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("InnoDB");
        assertThat(Sql.rows(database, "SELECT WATCH_LIST FROM " + table)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesAValueThatTheDatabaseCutSilently(boolean mysql) throws SQLException {
        DataSource careless = mysql
                ? MariaDb.byTheDriverOfMySql("&sessionVariables=sql_mode=''&jdbcCompliantTruncation=false")
                : MariaDb.byItsDriver("&sessionVariables=sql_mode=''");
        Sql.execute(careless, JdbcDatabase.MARIADB.createTable(table).replace("VARCHAR(4000)", "VARCHAR(40)"));
        JdbcWatchStore store = store(careless);
        store.putIfAbsent(LIST, ID, "short");

        assertThatThrownBy(() -> store.putIfAbsent(LIST, "other", "x".repeat(50)))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("with 50 characters, the column WATCH keeps 40 characters")
                .hasMessageContaining("long enough");
        assertThatThrownBy(() -> store.replace(LIST, ID, "short", "x".repeat(41)))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("keeps 40 characters");
        assertThat(store.load(LIST)).containsOnlyKeys(ID).containsValue("short");
        assertThat(store.replace(LIST, ID, "short", "x".repeat(40))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"VARCHAR(191), VARCHAR(189)", "VARCHAR(64), VARCHAR(63)"})
    void refusesATableThatCutsNames(String type, String tooShort) throws SQLException {
        DataSource careless = MariaDb.byItsDriver("&sessionVariables=sql_mode=''");
        Sql.execute(careless, JdbcDatabase.MARIADB.createTable(table).replace(type, tooShort));

        assertThatThrownBy(() -> store(careless).load(LIST))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("a row is not found")
                .hasMessageContaining("the length that they need");
    }

    @Test
    void refusesTheNameOfAListThatTheColumnDoesNotHave() throws SQLException {
        DataSource careless = MariaDb.byItsDriver("&sessionVariables=sql_mode=''");
        Sql.execute(
                careless,
                JdbcDatabase.MARIADB
                        .createTable(table)
                        .replace(
                                "191) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
                                "191) CHARACTER SET latin1 COLLATE latin1_bin"));
        JdbcWatchStore store = store(careless);
        store.putIfAbsent(LIST, ID, "{\"name\":\"a value that is longer than the next\"}");

        assertThatThrownBy(() -> store.putIfAbsent("漢", ID, "{}")).isInstanceOf(WatchStoreException.class);
        assertThat(Sql.rows(database, "SELECT WATCH_LIST FROM " + table)).containsExactly(LIST);
    }

    @Test
    void refusesCharactersThatTheColumnDoesNotHave() throws SQLException {
        DataSource careless = MariaDb.byItsDriver("&sessionVariables=sql_mode=''");
        Sql.execute(
                careless,
                JdbcDatabase.MARIADB
                        .createTable(table)
                        .replace(
                                "4000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
                                "4000) CHARACTER SET latin1 COLLATE latin1_bin"));
        JdbcWatchStore store = store(careless);
        store.putIfAbsent(LIST, ID, "{\"name\":\"a name of letters that every character set has\"}");

        assertThatThrownBy(() -> store.putIfAbsent(LIST, "other", "{\"name\":\"漢\"}"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("keeps other characters")
                .hasMessageContaining("utf8mb4");
        assertThat(store.ids(LIST)).containsExactly(ID);
    }

    @Test
    void createsNothingBesideAView() throws SQLException {
        JdbcWatchStore behind = store(database);
        behind.putIfAbsent(LIST, ID, "x");
        Sql.execute(database, "CREATE VIEW V_" + table + " AS SELECT * FROM " + table);
        JdbcWatchStore store = new JdbcWatchStore(database);
        store.setTable("V_" + table);

        assertThat(store.replace(LIST, ID, "x", "y")).isTrue();
        assertThat(behind.get(LIST, ID)).isEqualTo("y");
    }

    private JdbcWatchStore store(DataSource dataSource) {
        JdbcWatchStore store = new JdbcWatchStore(dataSource);
        store.setTable(table);
        return store;
    }
}
