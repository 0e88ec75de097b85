package io.github.cameldune.watch.store;

import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.jupiter.api.Nested;

/** The store on JDBC, on Apache Derby. */
class DerbyWatchStoreTest {

    @Nested
    class WithAutocommit extends JdbcWatchStoreContract {
        WithAutocommit() {
            super(JdbcDatabase.DERBY, database("on"), true);
        }

        @Override
        String longText() {
            return "VARCHAR(32672)";
        }
    }

    @Nested
    class WithoutAutocommit extends JdbcWatchStoreContract {
        WithoutAutocommit() {
            super(JdbcDatabase.DERBY, database("off"), false);
        }

        @Override
        String longText() {
            return "VARCHAR(32672)";
        }
    }

    private static DataSource database(String name) {
        // beside the build instead of in the current folder
        System.setProperty("derby.stream.error.file", "target/derby.log");
        EmbeddedDataSource database = new EmbeddedDataSource();
        database.setDatabaseName("memory:" + name);
        database.setCreateDatabase("create");
        return database;
    }
}
