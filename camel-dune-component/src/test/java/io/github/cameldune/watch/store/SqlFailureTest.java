package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
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
        assertThat(SqlFailure.of("T", JdbcDatabase.POSTGRESQL, "load of default", e))
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
                Arguments.of(new SQLException(SECRET, "22001"), "too long"),
                Arguments.of(new SQLException(SECRET, "72000", 12899), "too long"),
                Arguments.of(new SQLException(SECRET, "42S02"), "CREATE TABLE T ("),
                Arguments.of(new SQLException(SECRET, "42S02"), "postgresql.sql"),
                Arguments.of(new SQLException(SECRET, "40001"), "may be tried again"),
                Arguments.of(new SQLException(SECRET), "see the cause"),
                Arguments.of(new JdbcTransaction.RefusedException(new SQLException(SECRET)), "JTA"),
                Arguments.of(
                        new JdbcTransaction.RefusedException(new SQLException(SECRET, "08006")),
                        "check that the database runs"));
    }

    @ParameterizedTest
    @MethodSource
    void looksAtWhatAPoolWrapped(Exception e, String advice) {
        assertThat(SqlFailure.of("T", JdbcDatabase.OTHER, "load of default", e))
                .hasMessageContaining(advice)
                .hasCause(e)
                .message()
                .doesNotContain("secret");
    }

    static Stream<Arguments> looksAtWhatAPoolWrapped() {
        SQLException login = new SQLException(SECRET, "28P01");
        return Stream.of(
                Arguments.of(new IllegalStateException(SECRET, login), "SQLState 28P01"),
                Arguments.of(new IllegalStateException(SECRET, login), "user and password"),
                Arguments.of(new SQLTransientConnectionException(SECRET, "08001", login), "user and password"),
                Arguments.of(
                        new UndeclaredThrowableException(
                                new InvocationTargetException(new SQLException(SECRET, "40001"))),
                        "may be tried again"));
    }

    @Test
    void endsAtACircleOfCauses() {
        IllegalStateException one = new IllegalStateException(SECRET);
        one.initCause(new IllegalArgumentException(SECRET, one));

        assertThat(SqlFailure.of("T", JdbcDatabase.OTHER, "load of default", one))
                .hasMessageContaining("see the cause");
    }

    @ParameterizedTest
    @CsvSource({
        "23505, true",
        "23000, true",
        ", true",
        "23514, true",
        "42000, false",
        "22001, false",
    })
    void looksTheRowUpWhereAnInsertMayHaveFoundOne(String state, boolean duplicate) {
        assertThat(SqlFailure.mayBeDuplicate(new SQLException("x", state))).isEqualTo(duplicate);
        assertThat(SqlFailure.mayBeDuplicate(new IllegalStateException(new SQLException("x", state))))
                .isEqualTo(duplicate);
    }

    @ParameterizedTest
    @CsvSource({
        "42P01, true",
        "42S02, true",
        "42000, true",
        "S0002, true",
        ", true",
        "08006, false",
        "28000, false",
        "40001, false",
        "53200, false",
        "57014, false"
    })
    void createsNoTableWhereTheDatabaseCannotAnswer(String state, boolean missing) {
        assertThat(SqlFailure.mayBeMissingTable(new SQLException("x", state))).isEqualTo(missing);
    }

    @Test
    void hidesWhatADataSourceThrewToo() {
        assertThat(SqlFailure.of("T", JdbcDatabase.OTHER, "ids of default", new IllegalStateException(SECRET)))
                .hasMessageContaining("IllegalStateException")
                .hasMessageContaining("check that the data source is open")
                .message()
                .doesNotContain("secret");
    }
}
