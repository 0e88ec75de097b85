package io.github.cameldune.watch.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Objects of JDBC with one method that does something else. */
final class Altered {

    private Altered() {}

    interface Answer<T> {
        T get() throws SQLException;
    }

    static DataSource dataSource(DataSource database, Answer<Connection> getConnection) {
        return altered(DataSource.class, database, "getConnection", getConnection);
    }

    static Connection committing(Connection connection, Answer<Void> commit) {
        return altered(Connection.class, connection, "commit", commit);
    }

    private static <T> T altered(Class<T> type, T target, String name, Answer<?> answer) {
        return type.cast(Proxy.newProxyInstance(
                Altered.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        return answer.get();
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
