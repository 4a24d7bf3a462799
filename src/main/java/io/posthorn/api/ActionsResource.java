package io.posthorn.api;

import io.posthorn.audit.AuditQuery;
import io.posthorn.intervention.Action;
import io.posthorn.intervention.BulkDesk;
import io.posthorn.intervention.Count;
import io.posthorn.intervention.Effect;
import io.posthorn.intervention.OperatorDesk;
import io.posthorn.intervention.Tally;
import io.posthorn.mail.MailId;
import io.posthorn.mail.Operator;
import io.posthorn.store.DatabaseClock;
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

/** What operators do to mails. */
@Path("/api/v1/mails")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
final class ActionsResource {

    private static final Set<String> FIELDS = Set.of("actor", "reason", "recipient");

    private final OperatorDesk desk;
    private final BulkDesk bulk;
    private final AuditQuery audit;
    private final DatabaseClock clock;

    ActionsResource(OperatorDesk desk, BulkDesk bulk, AuditQuery audit, DatabaseClock clock) {
        this.desk = desk;
        this.bulk = bulk;
        this.audit = audit;
        this.clock = clock;
    }

    @POST
    @Path("{id}/{action: cancel|hold|release|retry|resend}")
    public Response act(@PathParam("id") String id, @PathParam("action") String label, byte[] text) {
        OperatorBody body = OperatorBody.of(text, FIELDS);
        Operator operator = body.operator();
        String recipient = body.text("recipient", false, Function.identity());
        body.check();
        MailId mail = MailsResource.parse(id).orElseThrow(ActionsResource::unknownMail);
        Action action = Action.ofLabel(label);
        List<Effect> effects = desk.act(action, mail, recipient, operator);
        if (effects.isEmpty()) {
            throw unknown(mail, recipient);
        }
        ActionAnswer answer = ActionAnswer.of(action, mail, effects);
        return answer.refused()
                ? RefusedAnswer.of(answer).response()
                : Response.ok(answer).build();
    }

    @POST
    @Path("actions")
    public BulkAnswer actByFilter(byte[] text) {
        BulkQuestion question = BulkQuestion.of(text, Rfc3339.text(clock.now()));
        String action = question.action().label();
        if (question.confirm() == null) {
            Count count = bulk.count(question.action(), question.filter(), bulk.maxDeliveries());
            requireAll(count);
            return new BulkAnswer(action, true, question.given(), count.deliveries(), null, null);
        }
        int most = Math.min(question.confirm(), bulk.maxDeliveries());
        Count count = bulk.count(question.action(), question.filter(), most);
        if (count.extent() == Count.Extent.MORE && most == question.confirm()) {
            throw new ProblemException(Problem.of(
                    409,
                    "count-changed",
                    "There are more deliveries than were confirmed",
                    "More than " + most + " match now. Ask for the count again, and take the filter of its answer."));
        }
        requireAll(count);
        Tally tally = bulk.act(question.action(), question.filter(), question.operator(), most);
        return new BulkAnswer(action, false, question.given(), null, tally.changed(), tally.underWay());
    }

    private void requireAll(Count count) {
        switch (count.extent()) {
            case ALL -> {}
            case MORE ->
                throw new ProblemException(Problem.of(
                        422,
                        "too-many",
                        "The filter matches too many deliveries",
                        "One call changes at most " + bulk.maxDeliveries()
                                + " (posthorn.intervention.max-deliveries). Give from and to, and go step by step."));
            case UNKNOWN ->
                throw new ProblemException(Problem.of(
                        422,
                        "too-broad",
                        "The filter takes too long",
                        "No index answers it in reasonable time. Give from and to as well, or a state."));
        }
    }

    private ProblemException unknown(MailId mail, String recipient) {
        if (recipient == null || audit.mail(mail).isEmpty()) {
            return unknownMail();
        }
        return new ProblemException(Problem.of(
                404, "unknown-recipient", "There is no such recipient", "The mail has no delivery to that address."));
    }

    private static ProblemException unknownMail() {
        return new ProblemException(Problem.of(
                404, "unknown-mail", "There is no such mail", "No mail has this id. A refused request has none."));
    }
}
