package io.github.cameldune.watch.store;

import javax.sql.DataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.Nested;

/** The store on JDBC, on HSQLDB. */
class HsqldbWatchStoreTest {

    @Nested
    class WithAutocommit extends JdbcWatchStoreContract {
        WithAutocommit() {
            super(JdbcDatabase.HSQLDB, database("on"), true);
        }
    }

    @Nested
    class WithoutAutocommit extends JdbcWatchStoreContract {
        WithoutAutocommit() {
            super(JdbcDatabase.HSQLDB, database("off"), false);
        }
    }

    private static DataSource database(String name) {
        JDBCDataSource database = new JDBCDataSource();
        database.setUrl("jdbc:hsqldb:mem:" + name);
        return database;
    }
}
