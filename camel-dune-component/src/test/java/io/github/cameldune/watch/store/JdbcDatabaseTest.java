package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JdbcDatabaseTest {

    @ParameterizedTest
    @CsvSource({
        "PostgreSQL, POSTGRESQL",
        "MySQL, MYSQL",
        "MariaDB, MARIADB",
        "Oracle, ORACLE",
        "Microsoft SQL Server, SQL_SERVER",
        "DB2/LINUXX8664, DB2",
        "H2, H2",
        "HSQL Database Engine, HSQLDB",
        "Apache Derby, DERBY",
        "SQLite, SQLITE",
        "Anything Else, OTHER",
        ", OTHER"
    })
    void isKnownByTheNameThatItsDriverGives(String product, JdbcDatabase database) {
        assertThat(JdbcDatabase.of(product)).isEqualTo(database);
    }

    @ParameterizedTest
    @EnumSource
    void hasAFileInTheJarWithOneStatement(JdbcDatabase database) throws IOException {
        try (InputStream file = getClass().getClassLoader().getResourceAsStream(database.file())) {
            assertThat(new String(file.readAllBytes()))
                    .startsWith("-- ")
                    .containsOnlyOnce("CREATE TABLE CAMEL_DUNE_WATCH (")
                    .containsOnlyOnce(";")
                    .endsWith(";\n");
        }
        assertThat(database.createTable("a.b"))
                .startsWith("CREATE TABLE a.b ( WATCH_LIST ")
                .contains("PRIMARY KEY (WATCH_LIST, EXECUTION_ID)")
                .doesNotContain(";", "--", "\n");
    }

    @ParameterizedTest
    @EnumSource
    void hasARowOnThePageOfDatabases(JdbcDatabase database) throws IOException {
        String name = database.file().substring(database.file().lastIndexOf('/') + 1);

        assertThat(Files.readString(Path.of("src/main/docs/dune-databases.adoc")))
                .contains("| `" + name + "`\n")
                .contains(database.file().substring(0, database.file().length() - name.length()));
    }

    @Test
    void thePageNamesNoFileThatIsNotThere() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/main/docs/dune-databases.adoc")))
                .filteredOn(line -> line.matches("\\| `\\w+\\.sql`"))
                .hasSize(JdbcDatabase.values().length);
    }
}
