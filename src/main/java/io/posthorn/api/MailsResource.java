package io.posthorn.api;

import io.posthorn.audit.AuditQuery;
import io.posthorn.audit.Page;
import io.posthorn.mail.MailId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The audit log by mail. */
@Path("/api/v1/mails")
@Produces(MediaType.APPLICATION_JSON)
final class MailsResource {

    private final AuditQuery audit;

    MailsResource(AuditQuery audit) {
        this.audit = audit;
    }

    @GET
    @Path("{id}")
    public MailAnswer mail(@PathParam("id") String id) {
        return parse(id)
                .flatMap(audit::mail)
                .map(MailAnswer::of)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        404, "unknown-mail", "There is no such mail", "No mail and no refused request has this id.")));
    }

    @GET
    public Response mails(@Context UriInfo uri) {
        MailQuestion question = new MailQuestion(uri.getQueryParameters());
        Page page = audit.list(question.filter());
        String next = page.next()
                .map(id -> uri.getRequestUri().getRawPath() + "?" + encode(question.from(id)))
                .orElse(null);
        Response.ResponseBuilder response = Response.ok(
                new PageAnswer(page.mails().stream().map(MailAnswer::of).toList(), next));
        if (next != null) {
            response.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
        return response.build();
    }

    private static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static Optional<MailId> parse(String id) {
        try {
            return Optional.of(MailId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
