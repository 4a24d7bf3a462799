package io.posthorn.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javax.sql.DataSource;

/** Tells the plan of every query that is run through it, for the very values that are bound. */
final class ExplainingDataSource {

    private record Binding(Method method, Object[] arguments) {}

    private ExplainingDataSource() {}

    /** The same data source; {@code plans} gets each query and its plan before it is run. */
    static DataSource of(DataSource source, BiConsumer<String, String> plans) {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection connection ? connection(connection, plans) : result;
        });
    }

    private static Connection connection(Connection connection, BiConsumer<String, String> plans) {
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement
                            && method.getName().equals("prepareStatement")
                    ? statement(connection, (String) arguments[0], statement, plans)
                    : result;
        });
    }

    private static PreparedStatement statement(
            Connection connection, String sql, PreparedStatement statement, BiConsumer<String, String> plans) {
        List<Binding> bindings = new ArrayList<>();
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            if (method.getName().startsWith("set") && arguments.length >= 2) {
                bindings.add(new Binding(method, arguments));
            } else if (method.getName().equals("executeQuery")) {
                plans.accept(sql, explain(connection, sql, bindings));
            }
            return call(statement, method, arguments);
        });
    }

    private static String explain(Connection connection, String sql, List<Binding> bindings) throws Throwable {
        try (PreparedStatement explain = connection.prepareStatement("explain (analyze, buffers) " + sql)) {
            for (Binding binding : bindings) {
                call(explain, binding.method, binding.arguments);
            }
            return read(explain);
        }
    }

    /** The lines of an {@code explain}. */
    static String read(PreparedStatement explain) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (ResultSet lines = explain.executeQuery()) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(ExplainingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
