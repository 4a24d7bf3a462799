package io.posthorn.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what Kafka and PostgreSQL have to say out of the output, unless it is a warning about more than a restart. */
final class ServerLogs {

    // The loggers are held, because one that is collected forgets its level.
    private static final Map<Logger, Level> LEVELS = Map.of(
            Logger.getLogger("kafka"), Level.WARNING,
            Logger.getLogger("org.apache.kafka"), Level.WARNING,
            Logger.getLogger("state.change.logger"), Level.WARNING,
            Logger.getLogger("org.apache.kafka.clients.NetworkClient"), Level.SEVERE,
            Logger.getLogger("org.apache.kafka.controller.QuorumController"), Level.SEVERE,
            // It throws what matters, and complains about a server that was stopped without it.
            Logger.getLogger("io.zonky"), Level.OFF);

    private ServerLogs() {}

    static void quieten() {
        LEVELS.forEach(Logger::setLevel);
    }

    /** Sends what is logged in this JVM to a file, and nothing to the terminal. */
    static void into(Path file) throws IOException {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        FileHandler handler = new FileHandler(file.toString());
        handler.setFormatter(new SimpleFormatter());
        handler.setLevel(Level.WARNING);
        root.addHandler(handler);
    }
}
