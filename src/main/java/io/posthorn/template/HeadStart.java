package io.posthorn.template;

import io.posthorn.threads.Halt;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/**
 * Has the templates read and checked while Kafka and the database are being reached, which takes as long: after a crash
 * the first mail waits for both.
 */
@ApplicationScoped
class HeadStart {

    private final TemplateCatalog catalog;

    HeadStart(TemplateCatalog catalog) {
        this.catalog = catalog;
    }

    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        Thread reading = new Thread(this::read, "posthorn-templates-first");
        reading.setDaemon(true);
        reading.start();
    }

    private void read() {
        try {
            catalog.state();
        } catch (RuntimeException | Error e) {
            Halt.ifBroken(e);
            // Whoever asks next reads them again: the start, which fails with the same and says so.
        }
    }
}
