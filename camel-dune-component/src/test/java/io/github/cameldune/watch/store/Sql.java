package io.github.cameldune.watch.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Statements that a test runs beside the store. */
final class Sql {

    private Sql() {}

    static void execute(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            JdbcTransaction.commit(connection);
        }
    }
}
