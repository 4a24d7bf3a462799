package io.posthorn.api;

import io.posthorn.audit.AuditUnavailableException;
import io.posthorn.intervention.InterventionUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure as a problem (RFC 9457). */
final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    /** Paths that only take something; the framework does not say what it would have allowed. */
    private static final Pattern ACTIONS = Pattern.compile("/api/v1/(templates/[^/]+/(render|test-send)"
            + "|mails/(actions|[^/]+/(cancel|hold|release|retry|resend)))|/console/templates/[^/]+/test-send");

    private static final int RETRY_AFTER_SECONDS = 5;

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        return e.problem().response();
    }

    @ServerExceptionMapper
    Response unavailable(AuditUnavailableException e) {
        LOG.warnf("The audit trail cannot be read: %s", root(e));
        return unavailable("The audit trail cannot be read now", "nothing is lost. Ask again later.");
    }

    @ServerExceptionMapper
    Response unavailable(InterventionUnavailableException e) {
        LOG.warnf("An operator's action has to wait: %s", root(e));
        return unavailable(
                "Nothing can be changed now", "ask again later. If it was done after all, that will be found.");
    }

    /** The database does not answer in time. */
    static Response unavailable(String title, String detail) {
        return Response.fromResponse(
                        Problem.of(503, "unavailable", title, "The database does not answer in time; " + detail)
                                .response())
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException e, UriInfo uri) {
        Problem problem = known(e.getResponse().getStatus());
        if (problem == null) {
            return unexpected(e);
        }
        return problem.status() == 405
                ? Response.fromResponse(problem.response())
                        .header(
                                HttpHeaders.ALLOW,
                                ACTIONS.matcher(uri.getPath()).matches() ? "POST, OPTIONS" : "GET, HEAD, OPTIONS")
                        .build()
                : problem.response();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        String instance = "urn:uuid:" + UUID.randomUUID();
        LOG.errorf(e, "A call failed, %s", instance);
        return Problem.of(
                        500,
                        "internal-error",
                        "Something went wrong here",
                        "It is not the call's fault. The log tells more under the name of this instance.")
                .with(instance, List.of())
                .response();
    }

    private static Problem known(int status) {
        return switch (status) {
            case 400 -> Problem.of(400, "bad-request", "The call cannot be read", "It is not valid HTTP or not a URL.");
            case 404 -> Problem.of(404, "not-found", "There is nothing here", "No call has this path.");
            case 405 ->
                Problem.of(
                        405,
                        "method-not-allowed",
                        "The method is not allowed here",
                        "The header Allow names those that are.");
            case 406 ->
                Problem.of(
                        406,
                        "not-acceptable",
                        "None of the accepted media types is offered",
                        "Calls answer JSON; the content of a mail is also offered as message/rfc822.");
            case 415 ->
                Problem.of(
                        415,
                        "unsupported-media-type",
                        "The media type is not supported",
                        "This call reads no such content; what it reads is JSON.");
            default -> null;
        };
    }

    private static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
