package io.posthorn.api;

import io.posthorn.delivery.SentMessage;
import io.posthorn.delivery.SentMessages;
import io.posthorn.mail.UnstructuredText;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What was sent, for those who may see it. Every look is put on record. */
@Path("/api/v1/mails/{id}/content")
final class ContentResource {

    private static final int MAX_REASON = 200;
    private static final String MESSAGE = "message/rfc822";

    private final SentMessages messages;

    ContentResource(SentMessages messages) {
        this.messages = messages;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response content(@PathParam("id") String id, @Context UriInfo uri, @Context HttpServerRequest call) {
        return unstored(Response.ok(ContentAnswer.of(show(id, uri, call))));
    }

    @GET
    @Produces(MESSAGE + ";qs=0.5")
    public Response message(@PathParam("id") String id, @Context UriInfo uri, @Context HttpServerRequest call) {
        SentMessage sent = show(id, uri, call);
        return unstored(Response.ok(sent.message().raw().getBytes(StandardCharsets.US_ASCII))
                .type(MESSAGE)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + sent.mail().id() + ".eml\"")
                .header("X-Content-Type-Options", "nosniff"));
    }

    private SentMessage show(String id, UriInfo uri, HttpServerRequest call) {
        String reason = reason(uri);
        return MailsResource.parse(id)
                .flatMap(mail -> messages.show(mail, call.remoteAddress().hostAddress(), reason))
                .orElseThrow(() -> new ProblemException(Problem.of(
                        404,
                        "unknown-mail",
                        "There is no such mail",
                        "No mail has this id. A request that was refused never became one.")));
    }

    private static String reason(UriInfo uri) {
        List<Problem.Fault> faults = new ArrayList<>();
        List<String> reasons = uri.getQueryParameters().getOrDefault("reason", List.of());
        uri.getQueryParameters().keySet().stream()
                .filter(name -> !name.equals("reason"))
                .forEach(name -> faults.add(new Problem.Fault(
                        name, "unknown-parameter", "there is no parameter " + name + "; known is reason")));
        if (reasons.size() > 1) {
            faults.add(new Problem.Fault("reason", "repeated-parameter", "reason may be given once"));
        } else if (reasons.size() == 1 && !proper(reasons.get(0))) {
            faults.add(new Problem.Fault(
                    "reason", "invalid-value", "a reason is one line of 1 to " + MAX_REASON + " characters"));
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.invalidParameters(faults));
        }
        return reasons.isEmpty() ? null : reasons.get(0);
    }

    private static boolean proper(String reason) {
        try {
            UnstructuredText.check(reason);
            return !reason.isBlank() && reason.length() <= MAX_REASON;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Response unstored(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
