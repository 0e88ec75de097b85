package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** The store on JDBC, on H2. */
class JdbcWatchStoreTest {

    private static final String LIST = WatchStoreContract.LIST;
    private static final String ID = WatchStoreContract.ID;

    @TempDir
    private Path folder;

    @Nested
    class WithAutocommit extends JdbcWatchStoreContract {
        WithAutocommit() {
            super(JdbcDatabase.H2, h2("mem:on;DB_CLOSE_DELAY=-1"), true);
        }
    }

    @Nested
    class WithoutAutocommit extends JdbcWatchStoreContract {
        WithoutAutocommit() {
            super(JdbcDatabase.H2, h2("mem:off;DB_CLOSE_DELAY=-1"), false);
        }
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"a b", "a;DROP TABLE b", "a.b.c.d", "1a", "a.", "\"a\"", "a-b", "ä"})
    void refusesANameThatIsNoTable(String name) {
        JdbcWatchStore store = new JdbcWatchStore();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.setTable(name))
                .withMessageContaining("table is letters, digits and underscores");
    }

    @Test
    void refusesANegativeTimeout() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JdbcWatchStore().setQueryTimeout(-1))
                .withMessageContaining("queryTimeout");
    }

    @Test
    void saysThatItHasNoDataSource() {
        assertThatThrownBy(() -> new JdbcWatchStore().get(LIST, ID))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("dataSource");
    }

    @Test
    void usesTheTableOfItsNameAndTheSchemaGiven() throws SQLException {
        JdbcDataSource database = h2("mem:schemas;DB_CLOSE_DELAY=-1");
        Sql.execute(database, "CREATE SCHEMA other");
        JdbcWatchStore inSchema = new JdbcWatchStore();
        inSchema.setDataSource(database);
        inSchema.setTable("other.watches");
        inSchema.putIfAbsent(LIST, ID, "in schema");
        WatchStore byDefault = new JdbcWatchStore(database);
        byDefault.putIfAbsent(LIST, ID, "by default");

        assertThat(inSchema.get(LIST, ID)).isEqualTo("in schema");
        Sql.execute(database, "SELECT WATCH FROM CAMEL_DUNE_WATCH", "SELECT WATCH FROM other.watches");
    }

    @Test
    void goesOnWhenTheServerIsBack() throws SQLException {
        Server server = serve("0");
        WatchStore store = new JdbcWatchStore(new Pool(h2Served(server), true));
        store.putIfAbsent(LIST, ID, "x");
        server.stop();

        assertThatThrownBy(() -> store.replace(LIST, ID, "x", "y"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("replace of default/" + ID)
                .hasMessageContaining("check that the database runs")
                .message()
                .doesNotContain("secret", "jdbc:");

        Server again = serve(String.valueOf(server.getPort()));
        assertThat(store.replace(LIST, ID, "x", "y")).isTrue();
        assertThat(store.load(LIST)).containsExactly(Map.entry(ID, "y"));
        again.stop();
    }

    @Test
    void saysThatTheDatabaseIsReadOnly() {
        JdbcDataSource writable = h2("file:" + folder.resolve("readonly"));
        new JdbcWatchStore(writable).putIfAbsent(LIST, ID, "x");
        WatchStore store = new JdbcWatchStore(h2("file:" + folder.resolve("readonly") + ";ACCESS_MODE_DATA=r"));

        assertThat(store.get(LIST, ID)).isEqualTo("x");
        assertThatThrownBy(() -> store.remove(LIST, ID, "x"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("remove of default/" + ID)
                .hasMessageContaining("read-only");
    }

    @Test
    void keepsEachChangeThatReturnedWhenTheProcessIsKilled() throws IOException {
        WatchStore store =
                new JdbcWatchStore(h2("file:" + folder.resolve("live") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1"));
        store.putIfAbsent(LIST, ID, "one");
        assertThat(loadedAfterKill("added")).containsExactly(Map.entry(ID, "one"));
        store.replace(LIST, ID, "one", "two");
        assertThat(loadedAfterKill("replaced")).containsExactly(Map.entry(ID, "two"));
    }

    /** What a new process finds in the file as it is now, with nothing closed or flushed. */
    private Map<String, String> loadedAfterKill(String name) throws IOException {
        Files.copy(folder.resolve("live.mv.db"), folder.resolve(name + ".mv.db"));
        return new JdbcWatchStore(h2("file:" + folder.resolve(name))).load(LIST);
    }

    private Server serve(String port) throws SQLException {
        return Server.createTcpServer("-tcpPort", port, "-baseDir", folder.toString(), "-ifNotExists")
                .start();
    }

    private static JdbcDataSource h2Served(Server server) {
        JdbcDataSource database = h2("tcp://127.0.0.1:" + server.getPort() + "/./served");
        database.setUser("me");
        database.setPassword("secret");
        return database;
    }

    private static JdbcDataSource h2(String url) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:" + url);
        return database;
    }
}
