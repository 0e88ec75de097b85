package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** A data source that takes part in the transaction of the route that calls the store. The store never does. */
class RouteTransactionTest {

    private static final String LIST = WatchStoreContract.LIST;
    private static final String ID = WatchStoreContract.ID;

    private final JdbcDataSource database = new JdbcDataSource();

    RouteTransactionTest() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @BeforeEach
    void create() throws SQLException {
        Sql.execute(database, "CREATE TABLE ORDERS (ID INT)");
    }

    @Test
    void springCommitsTheRoutesChangesAndOnlySpringDoes() throws SQLException {
        DataSource aware = new TransactionAwareDataSourceProxy(database);
        WatchStore store = new JdbcWatchStore(aware);

        inTransaction(() -> {
            new JdbcTemplate(aware).update("INSERT INTO ORDERS VALUES (1)");
            assertThat(store.putIfAbsent(LIST, ID, "x")).isTrue();
            assertThat(Sql.rows(database, "SELECT ID FROM ORDERS")).isEmpty();
            assertThat(Sql.rows(database, "SELECT WATCH FROM CAMEL_DUNE_WATCH")).containsExactly("x");
        });

        assertThat(Sql.rows(database, "SELECT ID FROM ORDERS")).containsExactly("1");
    }

    @Test
    void aWatchStaysWhenSpringRollsTheRouteBack() throws SQLException {
        DataSource aware = new TransactionAwareDataSourceProxy(database);
        WatchStore store = new JdbcWatchStore(aware);

        assertThatThrownBy(() -> inTransaction(() -> {
                    new JdbcTemplate(aware).update("INSERT INTO ORDERS VALUES (1)");
                    store.putIfAbsent(LIST, ID, "x");
                    throw new IllegalStateException("the route fails");
                }))
                .hasMessage("the route fails");

        assertThat(Sql.rows(database, "SELECT ID FROM ORDERS")).isEmpty();
        assertThat(store.get(LIST, ID)).isEqualTo("x");
    }

    @Test
    void aConnectionThatIsBoundToTheRoutesThreadIsNotUsed() throws SQLException {
        BoundToThread jta = new BoundToThread(database);
        WatchStore store = new JdbcWatchStore(jta.dataSource());
        jta.begin();

        assertThat(store.putIfAbsent(LIST, ID, "x")).isTrue();
        assertThat(store.replace(LIST, ID, "x", "y")).isTrue();

        jta.rollback();
        assertThat(store.load(LIST)).containsEntry(ID, "y");
    }

    @Test
    void aDataSourceThatLetsNobodyCommitIsRefusedWithTheCure() {
        DataSource global = Altered.dataSource(database, () -> enlisted(database.getConnection()));
        WatchStore store = new JdbcWatchStore(global);

        assertThatThrownBy(() -> store.putIfAbsent(LIST, ID, "x"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("does not let the store commit for itself")
                .hasMessageContaining("JTA")
                .hasMessageContaining("without a transaction manager");
        assertThatThrownBy(() -> store.load(LIST)).hasMessageContaining("without a transaction manager");
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void inTransaction(Work work) {
        new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult(status -> {
            try {
                work.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** What JTA does to a data source, such as Agroal: within a transaction one connection, which refuses to commit. */
    private static final class BoundToThread {

        private final ThreadLocal<Connection> bound = new InheritableThreadLocal<>();
        private final DataSource database;

        BoundToThread(DataSource database) {
            this.database = database;
        }

        DataSource dataSource() {
            return Altered.dataSource(database, () -> {
                Connection connection = bound.get();
                return connection == null ? database.getConnection() : enlisted(connection);
            });
        }

        void begin() throws SQLException {
            bound.set(database.getConnection());
            bound.get().setAutoCommit(false);
        }

        void rollback() throws SQLException {
            bound.get().rollback();
            bound.get().close();
            bound.remove();
        }
    }

    private static Connection enlisted(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return Altered.committing(connection, () -> {
            throw new SQLException("Attempting to commit while taking part in a transaction");
        });
    }
}
