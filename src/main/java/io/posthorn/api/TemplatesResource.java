package io.posthorn.api;

import io.posthorn.mail.Fault;
import io.posthorn.submission.IntakeConfig;
import io.posthorn.template.Draft;
import io.posthorn.template.LoadedSet;
import io.posthorn.template.MailRenderer;
import io.posthorn.template.Rendering;
import io.posthorn.template.TemplateCatalog;
import io.posthorn.template.TemplateVersion;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** The templates in force, and what they make of data. Sends nothing and writes nothing down. */
@Path("/api/v1/templates")
@Produces(MediaType.APPLICATION_JSON)
final class TemplatesResource {

    private final TemplateCatalog catalog;
    private final MailRenderer renderer;
    private final Clock clock;
    private final RenderRequest.Reader reader;
    private final Semaphore slots;

    TemplatesResource(
            TemplateCatalog catalog, MailRenderer renderer, Clock clock, IntakeConfig limits, RenderConfig config) {
        this.catalog = catalog;
        this.renderer = renderer;
        this.clock = clock;
        this.reader = new RenderRequest.Reader(limits);
        this.slots = new Semaphore(config.concurrency());
    }

    @GET
    public TemplatesAnswer templates() {
        return TemplatesAnswer.of(catalog.state());
    }

    @GET
    @Path("{name}")
    public TemplateAnswer template(@PathParam("name") String name) {
        LoadedSet set = catalog.state().set();
        return TemplateAnswer.whole(set, find(set, name));
    }

    @POST
    @Path("{name}/render")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response render(@PathParam("name") String name, byte[] body) {
        TemplateVersion template = find(catalog.state().set(), name);
        RenderRequest request = reader.read(body);
        if (!slots.tryAcquire()) {
            return Response.fromResponse(Problem.of(
                                    429,
                                    "too-many-renderings",
                                    "Too much is being rendered now",
                                    "As many renderings as are allowed at a time are under way. Ask again later.")
                            .response())
                    .header(HttpHeaders.RETRY_AFTER, 1)
                    .build();
        }
        try {
            return Response.ok(render(template, request.locale(), request.data()))
                    .build();
        } finally {
            slots.release();
        }
    }

    private RenderAnswer render(TemplateVersion template, String locale, Map<String, Object> data) {
        Rendering rendering = renderer.render(template, locale, data);
        if (rendering instanceof Rendering.Refused refused) {
            throw new ProblemException(refusal(refused.faults()));
        }
        return RenderAnswer.of(Draft.of(
                template, (Rendering.Rendered) rendering, data, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private static Problem refusal(List<Fault> faults) {
        return Problem.of(
                        422,
                        "unrenderable",
                        "The template cannot be filled with these data",
                        "A mail request with them would be refused for the same reasons.")
                .with(
                        null,
                        faults.stream()
                                .map(fault ->
                                        Problem.Fault.at("/data" + fault.pointer(), fault.code(), fault.message()))
                                .toList());
    }

    private static TemplateVersion find(LoadedSet set, String name) {
        TemplateVersion template = set.templates().get(name);
        if (template == null) {
            throw new ProblemException(Problem.of(
                    404,
                    "unknown-template",
                    "There is no such template",
                    "There are " + String.join(", ", set.templates().keySet()) + "."));
        }
        return template;
    }
}
