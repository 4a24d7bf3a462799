package io.posthorn.api;

import io.posthorn.mail.Fault;
import io.posthorn.submission.TestSend;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Sends a sample to somebody who may get such mails. */
@Path("/api/v1/templates/{name}/test-send")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
final class TestSendResource {

    private static final Set<String> FIELDS = Set.of("sample", "locale", "to");
    private static final String USUAL_SAMPLE = "default";

    private final TestSend tests;

    TestSendResource(TestSend tests) {
        this.tests = tests;
    }

    /** What is on its way. */
    @RegisterForReflection
    record Sent(String id, String requestId) {}

    @POST
    public Response send(@PathParam("name") String name, byte[] text) {
        OperatorBody body = OperatorBody.of(text, FIELDS, "{\"to\": \"ada@example.org\", \"sample\": \"default\"}");
        String to = body.text("to", true, Function.identity());
        String sample = body.text("sample", false, Function.identity());
        String locale = body.text("locale", false, Function.identity());
        body.check();
        TestSend.Outcome outcome = tests.send(name, sample == null ? USUAL_SAMPLE : sample, locale, to);
        if (outcome instanceof TestSend.Outcome.Accepted accepted) {
            return Response.accepted(new Sent(accepted.mail().toString(), accepted.requestId()))
                    .build();
        }
        if (outcome instanceof TestSend.Outcome.Unavailable) {
            return Problems.unavailable("Nothing was sent", "ask again later.");
        }
        throw new ProblemException(problem(outcome));
    }

    private static Problem problem(TestSend.Outcome outcome) {
        if (outcome instanceof TestSend.Outcome.Forbidden forbidden) {
            return problem(403, forbidden.fault(), "This recipient may not be sent tests");
        }
        if (outcome instanceof TestSend.Outcome.Unknown unknown) {
            return problem(404, unknown.fault(), "There is no such template or sample");
        }
        TestSend.Outcome.Refused refused = (TestSend.Outcome.Refused) outcome;
        return Problem.of(
                        422,
                        "unrenderable",
                        "The sample cannot be sent",
                        "A mail request with these data would be refused for the same reasons.")
                .with(
                        null,
                        refused.faults().stream()
                                .map(fault -> Problem.Fault.at(fault.pointer(), fault.code(), fault.message()))
                                .toList());
    }

    private static Problem problem(int status, Fault fault, String title) {
        return Problem.of(status, fault.code(), title, fault.message())
                .with(null, List.of(Problem.Fault.at(fault.pointer(), fault.code(), fault.message())));
    }
}
