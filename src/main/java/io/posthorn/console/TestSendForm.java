package io.posthorn.console;

import io.posthorn.submission.TestSend;
import io.posthorn.template.TemplateCatalog;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** What the preview's form sends. */
@Path("/console/templates/{name}/test-send")
@Produces(Page.HTML)
final class TestSendForm {

    private final ConsoleConfig config;
    private final TemplateCatalog catalog;
    private final TestSend tests;

    TestSendForm(ConsoleConfig config, TemplateCatalog catalog, TestSend tests) {
        this.config = config;
        this.catalog = catalog;
        this.tests = tests;
    }

    @POST
    public Response send(
            @PathParam("name") String name,
            @FormParam("sample") String sample,
            @FormParam("locale") String locale,
            @FormParam("to") String to,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        if (!config.preview()) {
            throw new NotFoundException();
        }
        Chrome chrome = Chrome.of(catalog.state(), catalog.changes());
        if (!SameOrigin.holds(headers, uri)) {
            return Page.of(403, Pages.sent(SendResult.foreign(chrome, name, to)));
        }
        TestSend.Outcome outcome =
                tests.send(name, orEmpty(sample), orEmpty(locale).isEmpty() ? null : locale, orEmpty(to));
        return Page.of(200, Pages.sent(SendResult.of(chrome, name, to, outcome)));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
