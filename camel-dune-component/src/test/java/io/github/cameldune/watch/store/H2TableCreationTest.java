package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/**
 * H2 shows a table to other sessions before the statement that creates it has added the key; what is added in between
 * can be added twice, and is gone when the key is then refused. It runs one such statement at a time.
 */
public class H2TableCreationTest {

    private static final CountDownLatch CREATING = new CountDownLatch(1);
    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    /** Called by H2 in the middle of a statement. */
    public static boolean pause() throws InterruptedException {
        CREATING.countDown();
        return GO_ON.await(60, TimeUnit.SECONDS);
    }

    @Test
    void addsNothingToATableWithoutKeyWhileSomebodyIsCreating() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:unfinished;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000");
        Sql.execute(
                database,
                "CREATE ALIAS PAUSE DETERMINISTIC FOR '" + H2TableCreationTest.class.getName() + ".pause'",
                JdbcTableCreation.statement("CAMEL_DUNE_WATCH")
                        .replace(", PRIMARY KEY (WATCH_LIST, EXECUTION_ID)", ""));
        FutureTask<Void> creating = new FutureTask<>(() -> {
            Sql.execute(database, "CREATE TABLE ANY_OTHER (X INT, CHECK (PAUSE()))");
            return null;
        });
        new Thread(creating).start();
        assertThat(CREATING.await(60, TimeUnit.SECONDS)).isTrue();

        FutureTask<Boolean> adding =
                new FutureTask<>(() -> new JdbcWatchStore(database).putIfAbsent("default", "a", "1"));
        Thread adder = new Thread(adding);
        adder.start();
        Awaitility.await().until(() -> adding.isDone() || waitsToCreate(adder));
        assertThat(adding).isNotDone();

        GO_ON.countDown();
        creating.get(60, TimeUnit.SECONDS);
        assertThat(adding.get(60, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean waitsToCreate(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("lockMeta"));
    }
}
