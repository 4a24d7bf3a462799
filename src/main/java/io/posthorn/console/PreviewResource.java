package io.posthorn.console;

import io.posthorn.submission.TestSend;
import io.posthorn.template.LoadedSet;
import io.posthorn.template.TemplateCatalog;
import io.posthorn.template.TemplateVersion;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** The preview of templates. Not there unless it is switched on. */
@Path("/console/templates")
@Produces(Page.HTML)
final class PreviewResource {

    private final ConsoleConfig config;
    private final TemplateCatalog catalog;
    private final SampleMails samples;
    private final TestSend tests;

    PreviewResource(ConsoleConfig config, TemplateCatalog catalog, SampleMails samples, TestSend tests) {
        this.config = config;
        this.catalog = catalog;
        this.samples = samples;
        this.tests = tests;
    }

    @GET
    public Response templates() {
        TemplateCatalog.State state = state();
        return Page.of(200, Pages.templates(TemplateList.of(chrome(state), state.set())));
    }

    @GET
    @Path("{name}")
    public Response template(@PathParam("name") String name, @Context UriInfo uri) {
        TemplateCatalog.State state = state();
        LoadedSet set = state.set();
        TemplateVersion template = set.templates().get(name);
        if (template == null) {
            return Page.of(404, Pages.missing(chrome(state), name));
        }
        Choice choice = choice(set, template, uri);
        return Page.of(
                200,
                Pages.template(TemplatePage.of(
                        chrome(state),
                        template,
                        set.samples(name),
                        choice,
                        samples.shown(set, template, choice),
                        samples.data(set, template, choice),
                        tests.permitted())));
    }

    /** The mail itself, for a frame. */
    @GET
    @Path("{name}/mail")
    public Response mail(@PathParam("name") String name, @Context UriInfo uri) {
        LoadedSet set = state().set();
        TemplateVersion template =
                Optional.ofNullable(set.templates().get(name)).orElseThrow(NotFoundException::new);
        Choice choice = choice(set, template, uri);
        Shown shown = samples.shown(set, template, choice);
        return Page.of(
                200,
                MailFrame.html(shown.html(), shown.images(), choice.dark()),
                MailFrame.policy(choice.withImages()));
    }

    private TemplateCatalog.State state() {
        if (!config.preview()) {
            throw new NotFoundException();
        }
        return catalog.state();
    }

    private Chrome chrome(TemplateCatalog.State state) {
        return Chrome.of(state, catalog.changes());
    }

    private static Choice choice(LoadedSet set, TemplateVersion template, UriInfo uri) {
        return Choice.of(
                uri.getQueryParameters(),
                set.samples(template.ref().name()),
                template.profile().locales(),
                template.defaultLocale());
    }
}
