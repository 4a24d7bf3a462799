package io.posthorn.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Tells the plan of every statement that is run through it, with what the run costs, before it is run. */
final class ExplainingDataSource {

    private record Binding(Method method, Object[] arguments) {

        Object value() {
            return method.getName().equals("setNull") ? null : arguments[1];
        }
    }

    /** How a statement is explained. */
    @FunctionalInterface
    private interface Explainer {
        String explain(Connection connection, String sql, Map<Integer, Binding> bindings) throws Throwable;
    }

    private static final Set<String> RUNS = Set.of("executeQuery", "executeUpdate", "execute");

    private ExplainingDataSource() {}

    /** The same data source; {@code plans} gets each statement and its plan for the very values that are bound. */
    static DataSource of(DataSource source, BiConsumer<String, String> plans) {
        return explaining(source, ExplainingDataSource::custom, plans);
    }

    /** The same, with the plan that serves for all values. */
    static DataSource generic(DataSource source, BiConsumer<String, String> plans) {
        return explaining(source, ExplainingDataSource::generic, plans);
    }

    private static DataSource explaining(DataSource source, Explainer explainer, BiConsumer<String, String> plans) {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection connection ? connection(connection, explainer, plans) : result;
        });
    }

    private static Connection connection(Connection connection, Explainer explainer, BiConsumer<String, String> plans) {
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement
                            && method.getName().equals("prepareStatement")
                    ? statement(connection, (String) arguments[0], statement, explainer, plans)
                    : result;
        });
    }

    private static PreparedStatement statement(
            Connection connection,
            String sql,
            PreparedStatement statement,
            Explainer explainer,
            BiConsumer<String, String> plans) {
        Map<Integer, Binding> bindings = new TreeMap<>();
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            if (method.getName().startsWith("set") && arguments.length >= 2) {
                bindings.put((Integer) arguments[0], new Binding(method, arguments));
            } else if (RUNS.contains(method.getName())) {
                plans.accept(sql, explainer.explain(connection, sql, bindings));
            }
            return call(statement, method, arguments);
        });
    }

    private static String custom(Connection connection, String sql, Map<Integer, Binding> bindings) throws Throwable {
        try (PreparedStatement explain = connection.prepareStatement("explain (analyze, buffers) " + sql)) {
            for (Binding binding : bindings.values()) {
                call(explain, binding.method, binding.arguments);
            }
            try (ResultSet lines = explain.executeQuery()) {
                return read(lines);
            }
        }
    }

    /** What is written is undone. Twice, so that what is told is not the cold cache. */
    private static String generic(Connection connection, String sql, Map<Integer, Binding> bindings) throws Throwable {
        String values = bindings.values().stream()
                .map(binding -> literal(binding.value()))
                .collect(Collectors.joining(", ", "(", ")"));
        String plan = "";
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local plan_cache_mode = force_generic_plan");
            statement.execute("prepare explained as " + numbered(sql));
            Savepoint prepared = connection.setSavepoint();
            for (int i = 0; i < 2; i++) {
                try (ResultSet lines = statement.executeQuery(
                        "explain (analyze, buffers) execute explained" + (bindings.isEmpty() ? "" : values))) {
                    plan = read(lines);
                }
                connection.rollback(prepared);
            }
            statement.execute("deallocate explained");
        }
        connection.rollback(before);
        return plan;
    }

    private static String numbered(String sql) {
        StringBuilder numbered = new StringBuilder(sql.length());
        int number = 0;
        for (char c : sql.toCharArray()) {
            if (c == '?') {
                numbered.append('$').append(++number);
            } else {
                numbered.append(c);
            }
        }
        return numbered.toString();
    }

    private static String literal(Object value) {
        if (value == null) {
            return "null";
        }
        String text = value.equals(OffsetDateTime.MIN) ? "-infinity" : value.toString();
        return '\'' + text.replace("'", "''") + '\'';
    }

    private static String read(ResultSet lines) throws SQLException {
        StringBuilder plan = new StringBuilder();
        while (lines.next()) {
            plan.append(lines.getString(1)).append('\n');
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
