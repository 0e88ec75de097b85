package io.github.cameldune.watch.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/** A pool that mends nothing: a connection comes back as the store left it, and what it left undone is noted. */
final class Pool implements DataSource, AutoCloseable {

    private final DataSource database;
    private final boolean autocommit;
    private final boolean testing;
    private final BlockingDeque<Connection> idle = new LinkedBlockingDeque<>();
    private final List<String> leftUndone = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    Pool(DataSource database, boolean autocommit) {
        this(database, autocommit, true);
    }

    /** One that tests connections before it lends them, for a server that goes away, or does not. */
    Pool(DataSource database, boolean autocommit, boolean testing) {
        this.database = database;
        this.autocommit = autocommit;
        this.testing = testing;
    }

    List<String> leftUndone() {
        return leftUndone;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (closed) {
            throw new SQLException("pool jdbc:x://user:secret@host is closed");
        }
        Connection connection = idle.poll();
        if (connection == null || testing && !connection.isValid(5)) {
            connection = database.getConnection();
        }
        if (!autocommit && testing) {
            // what some drivers' isValid leaves open
            connection.setAutoCommit(true);
        }
        connection.setAutoCommit(autocommit);
        return lend(connection);
    }

    private Connection lend(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Pool.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        takeBack(connection);
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void takeBack(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        if (connection.getAutoCommit() != autocommit) {
            leftUndone.add("autocommit is not as it was");
        }
        if (connection instanceof PgConnection postgres && postgres.getTransactionState() != TransactionState.IDLE) {
            leftUndone.add("transaction is " + postgres.getTransactionState());
        }
        idle.push(connection);
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        for (Connection connection : idle) {
            connection.close();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
