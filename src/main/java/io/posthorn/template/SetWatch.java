package io.posthorn.template;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.threads.Halt;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks at the directory of templates again and again, and remembers in the database what was good. The kernel's
 * notices would be quicker by a blink and miss what this is for: links that are swapped, and volumes that other
 * machines write to.
 */
@ApplicationScoped
class SetWatch {

    private static final Logger LOG = Logger.getLogger(SetWatch.class);
    private static final long PAUSE_AFTER_TROUBLE = 10;

    private final TemplateCatalog catalog;
    private final LastGoodSet lastGood;
    private final WatchConfig config;
    private final MeterRegistry meters;
    private final ScheduledExecutorService looking = executor("posthorn-templates");
    private final ScheduledExecutorService saving = executor("posthorn-templates-saved");
    /** Used by the saving thread only. */
    private LoadedSet saved;

    SetWatch(TemplateCatalog catalog, LastGoodSet lastGood, WatchConfig config, MeterRegistry meters) {
        this.catalog = catalog;
        this.lastGood = lastGood;
        this.config = config;
        this.meters = meters;
    }

    /** After those who do not need the set yet, since here it has to be there. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        meters.gauge(
                "posthorn.templates.degraded", catalog, c -> c.state().refused().isPresent() ? 1 : 0);
        if (catalog.changes()) {
            long pause = config.interval().toMillis();
            looking.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
            catalog.follow(state -> saving.execute(this::save));
            saving.execute(this::save);
        }
    }

    @PreDestroy
    void stop() {
        looking.shutdownNow();
        saving.shutdownNow();
    }

    private void look() {
        try {
            catalog.refresh();
        } catch (Throwable e) {
            Halt.ifBroken(e);
            LOG.error("The directory of templates could not be looked at", e);
        }
    }

    private void save() {
        LoadedSet set = catalog.state().set();
        if (set == saved) {
            return;
        }
        try {
            lastGood.save(set);
            saved = set;
        } catch (SQLException e) {
            LOG.debugf("The set of templates is saved later: %s", e.getMessage());
            saving.schedule(this::save, PAUSE_AFTER_TROUBLE, TimeUnit.SECONDS);
        }
    }

    private static ScheduledExecutorService executor(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
