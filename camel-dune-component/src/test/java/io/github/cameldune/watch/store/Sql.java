package io.github.cameldune.watch.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Statements that a test runs beside the store. */
final class Sql {

    private Sql() {}

    static void execute(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            try {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                JdbcTransaction.commit(connection);
            } catch (SQLException e) {
                JdbcTransaction.rollback(connection);
                throw e;
            }
        }
    }

    /** The first column of each row. */
    static List<String> rows(DataSource database, String select) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(select)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            JdbcTransaction.commit(connection);
            return values;
        }
    }
}
