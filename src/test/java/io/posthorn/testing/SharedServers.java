package io.posthorn.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one broker and the one database of this JVM, each started when it is first asked for and stopped with the JVM.
 *
 * <p>Every application that a {@code @QuarkusTest} starts has a class loader, and so statics, of its own. They all
 * come here through the JVM's class loader, by proxies, because a server takes seconds and memory.
 */
public final class SharedServers {

    private static EmbeddedKafka kafka;
    private static EmbeddedDatabase database;
    private static Path directory;

    private SharedServers() {}

    /** The broker. Who stops it must start it again, for the tests that follow. */
    public static Broker broker() {
        return shared(Broker.class, "kafka");
    }

    /** The database server. Who stops it must start it again, for the tests that follow. */
    public static Database database() {
        return shared(Database.class, "postgres");
    }

    /** Called by name, in the JVM's class loader. */
    public static synchronized EmbeddedKafka kafka() {
        if (kafka == null) {
            kafka = EmbeddedKafka.start(directory().resolve("kafka"), 0);
        }
        return kafka;
    }

    /** Called by name, in the JVM's class loader. */
    public static synchronized EmbeddedDatabase postgres() {
        if (database == null) {
            database = EmbeddedDatabase.start(directory().resolve("postgres"), 0);
        }
        return database;
    }

    private static <T> T shared(Class<T> type, String method) {
        try {
            Class<?> servers = ClassLoader.getSystemClassLoader().loadClass(SharedServers.class.getName());
            Object server = servers.getMethod(method).invoke(null);
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, call, args) -> {
                        try {
                            Method same = server.getClass().getMethod(call.getName(), call.getParameterTypes());
                            return same.invoke(server, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot start the embedded " + method, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path directory() {
        if (directory == null) {
            try {
                directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "jvm-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(SharedServers::stop, "stop-shared-servers"));
        }
        return directory;
    }

    private static synchronized void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (database != null) {
            database.close();
        }
        Directories.delete(directory);
    }
}
