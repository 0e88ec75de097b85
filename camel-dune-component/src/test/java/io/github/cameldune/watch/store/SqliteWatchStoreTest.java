package io.github.cameldune.watch.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.sqlite.SQLiteDataSource;

/** The store on JDBC, on SQLite. */
class SqliteWatchStoreTest {

    private static final Path FOLDER = folder();

    @Nested
    class WithAutocommit extends JdbcWatchStoreContract {
        WithAutocommit() {
            super(JdbcDatabase.SQLITE, database("on"), true);
        }
    }

    @Nested
    class WithoutAutocommit extends JdbcWatchStoreContract {
        WithoutAutocommit() {
            super(JdbcDatabase.SQLITE, database("off"), false);
        }
    }

    private static DataSource database(String name) {
        SQLiteDataSource database = new SQLiteDataSource();
        // a test need not survive a crash of the machine
        database.setUrl("jdbc:sqlite:" + FOLDER.resolve(name) + "?synchronous=OFF");
        return database;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target"), "sqlite-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
