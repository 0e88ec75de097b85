package io.github.cameldune.watch.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What differs between databases: the statement that creates the table. Each has its own in a file of the jar. */
enum JdbcDatabase {
    POSTGRESQL("postgresql", "PostgreSQL"),
    MYSQL("mysql", "MySQL"),
    MARIADB("mariadb", "MariaDB"),
    ORACLE("oracle", "Oracle"),
    SQL_SERVER("sqlserver", "Microsoft SQL Server"),
    DB2("db2", "DB2"),
    H2("h2", "H2"),
    HSQLDB("hsqldb", "HSQL Database Engine"),
    DERBY("derby", "Apache Derby"),
    SQLITE("sqlite", "SQLite"),
    /** Plain SQL, for every other database. */
    OTHER("default", "");

    private final String file;
    private final String product;

    JdbcDatabase(String file, String product) {
        this.file = "io/github/cameldune/watch/store/" + file + ".sql";
        this.product = product;
    }

    /** The database with this product name, as its driver gives it; Db2 adds its platform to the name. */
    static JdbcDatabase of(String productName) {
        for (JdbcDatabase database : values()) {
            if (productName != null && productName.startsWith(database.product)) {
                return database;
            }
        }
        return OTHER;
    }

    /** The file in the jar, from its root. */
    String file() {
        return file;
    }

    /** The statement of the file, for a table of this name; on one line, as drivers and log lines take it. */
    String createTable(String table) {
        return read().replaceAll("(?m)^--.*$", "")
                .replace(JdbcWatchStore.DEFAULT_TABLE, table)
                .replace(";", "")
                .replaceAll("\\s+", " ")
                .trim();
    }

    private String read() {
        try (InputStream in = JdbcDatabase.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("camel-dune's jar lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
