package io.posthorn.ops;

import io.posthorn.template.RefusedSet;
import io.posthorn.template.TemplateCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Which templates are in force. A set that was refused leaves the instance ready, since it goes on with the one before,
 * and {@code degraded}, since somebody believes it does not.
 */
@Readiness
@ApplicationScoped
class TemplatesHealth implements HealthCheck {

    private final TemplateCatalog catalog;

    TemplatesHealth(TemplateCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public HealthCheckResponse call() {
        TemplateCatalog.State state = catalog.state();
        HealthCheckResponseBuilder health = HealthCheckResponse.named("templates")
                .up()
                .withData("state", state.refused().isEmpty() ? "current" : "degraded")
                .withData("revision", state.set().revision())
                .withData("since", state.set().loadedAt().toString());
        state.refused().ifPresent(refused -> tell(health, refused));
        return health.build();
    }

    private static void tell(HealthCheckResponseBuilder health, RefusedSet refused) {
        health.withData("reason", refused.reason())
                .withData("degradedSince", refused.since().toString());
    }
}
