package io.posthorn.console;

import io.posthorn.template.TemplateCatalog;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestStreamElementType;

/**
 * Tells open pages the mark of what they would show now: at once, whenever it changes, and now and then, so that a
 * connection that is dead is noticed.
 */
@Path("/console/changes")
final class ChangesResource {

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private final ConsoleConfig config;
    private final TemplateCatalog catalog;

    ChangesResource(ConsoleConfig config, TemplateCatalog catalog) {
        this.config = config;
        this.catalog = catalog;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<String> changes() {
        if (!config.preview()) {
            throw new NotFoundException();
        }
        Multi<String> changed = Multi.createFrom()
                .emitter(
                        emitter -> {
                            Runnable end = catalog.follow(state -> emitter.emit(Chrome.mark(state)));
                            emitter.onTermination(end);
                            emitter.emit(Chrome.mark(catalog.state()));
                        },
                        BackPressureStrategy.LATEST);
        Multi<String> alive = Multi.createFrom()
                .ticks()
                .every(SIGN_OF_LIFE)
                .onOverflow()
                .drop()
                .map(tick -> Chrome.mark(catalog.state()));
        return Multi.createBy().merging().streams(changed, alive);
    }
}
