package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What databases that are not at hand here would say, by their SQLState and vendor code. */
class SqlFailureTest {

    private static final String SECRET = "jdbc:x://me:secret@host";

    @ParameterizedTest
    @MethodSource
    void advisesByWhatTheDatabaseSays(SQLException e, String advice) {
        assertThat(SqlFailure.of("T", "load of default", e))
                .hasMessageStartingWith("Watch store in table T, load of default failed with ")
                .hasMessageContaining(advice)
                .hasCause(e)
                .message()
                .doesNotContain("secret");
    }

    static Stream<Arguments> advisesByWhatTheDatabaseSays() {
        return Stream.of(
                Arguments.of(new SQLTransientConnectionException(SECRET), "pool is large enough"),
                Arguments.of(new SQLRecoverableException(SECRET, "66000", 17008), "check that the database runs"),
                Arguments.of(new SQLException(SECRET, "08S01"), "check that the database runs"),
                Arguments.of(new SQLException(SECRET, "57P01"), "check that the database runs"),
                Arguments.of(new SQLException(SECRET, "28P01"), "user and password"),
                Arguments.of(new SQLTimeoutException(SECRET), "queryTimeout"),
                Arguments.of(new SQLException(SECRET, "25006"), "read-only"),
                Arguments.of(new SQLException(SECRET, "72000", 12899), "too long"),
                Arguments.of(new SQLException(SECRET, "42S02"), "CREATE TABLE T ("),
                Arguments.of(new SQLException(SECRET, "40001"), "may be tried again"),
                Arguments.of(new SQLException(SECRET), "JTA"));
    }

    @ParameterizedTest
    @CsvSource({
        "23505, 0, true",
        "23000, 1, true",
        "23000, 1062, true",
        "23000, 2627, true",
        "23000, 2601, true",
        "23000, 1400, false",
        "23502, 0, false",
        "23514, 0, false",
        "42000, 1, false",
        ", 19, false"
    })
    void knowsADuplicateOfEachDatabase(String state, int code, boolean duplicate) {
        assertThat(SqlFailure.isDuplicate(new SQLException("x", state, code))).isEqualTo(duplicate);
    }

    @Test
    void hidesWhatADataSourceThrewToo() {
        assertThat(SqlFailure.of("T", "ids of default", new IllegalStateException(SECRET)))
                .hasMessageContaining("IllegalStateException")
                .hasMessageContaining("check the data source")
                .message()
                .doesNotContain("secret");
    }
}
