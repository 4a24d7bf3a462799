package io.posthorn.submission;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posthorn.audit.AuditEvent;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Fault;
import io.posthorn.mail.Lane;
import io.posthorn.mail.MailId;
import io.posthorn.store.Schema;
import io.posthorn.store.Stopped;
import io.posthorn.template.BrokenTemplateException;
import io.posthorn.template.LoadedSet;
import io.posthorn.template.TemplateCatalog;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Sends a sample to somebody who may get such mails. A test is a mail like any other: it goes in by the front door, and
 * is delivered, reported and on record. It carries the tag {@code test} and the header {@code X-Posthorn-Test}, each
 * with the template and the sample.
 */
@Startup
@ApplicationScoped
public class TestSend {

    /** A database that is away holds up no more calls than these. */
    private static final int AT_A_TIME = 2;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final TemplateCatalog catalog;
    private final SubmissionDesk desk;
    private final Schema schema;
    private final TestRecipients permitted;
    private final Semaphore slots = new Semaphore(AT_A_TIME);

    TestSend(TemplateCatalog catalog, SubmissionDesk desk, Schema schema, TestSendConfig config) {
        this.catalog = catalog;
        this.desk = desk;
        this.schema = schema;
        this.permitted = TestRecipients.of(config.recipients().orElse(List.of()));
    }

    /** What came of it. */
    public sealed interface Outcome {

        /** It is accepted, and under way. */
        record Accepted(MailId mail, String requestId) implements Outcome {}

        /** There is no such template or sample. */
        record Unknown(Fault fault) implements Outcome {}

        /** The recipient is not on the list of those who may get tests. */
        record Forbidden(Fault fault) implements Outcome {}

        /** The request was refused, as it would have been from anybody. */
        record Refused(List<Fault> faults) implements Outcome {}

        /** The database is not there, or others wait for it already. Nothing was sent. */
        record Unavailable() implements Outcome {}
    }

    /** Who may get tests, addresses and {@code @example.org} for everybody there; empty if nobody. */
    public List<String> permitted() {
        return permitted.entries();
    }

    /**
     * Sends one, once it is durable. Waits for the database if it goes away meanwhile.
     *
     * @param locale a BCP 47 tag, or null for the template's default
     * @param to an address, without a name
     */
    public Outcome send(String template, String sample, String locale, String to) {
        EmailAddress recipient;
        try {
            recipient = new EmailAddress(to.strip());
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused(List.of(new Fault("/to", "address", e.getMessage())));
        }
        if (!permitted.allow(recipient)) {
            return new Outcome.Forbidden(new Fault("/to", "recipient-not-allowed", whoMay()));
        }
        LoadedSet set = catalog.state().set();
        if (!set.templates().containsKey(template)) {
            return unknown("template", String.join(", ", set.templates().keySet()));
        }
        Optional<Map<String, Object>> data;
        try {
            data = set.sample(template, sample);
        } catch (BrokenTemplateException e) {
            return new Outcome.Refused(List.of(new Fault("/sample", "broken-sample", e.getMessage())));
        }
        return data.map(found -> submit(request(template, sample, locale, recipient, found)))
                .orElseGet(() -> unknown("sample", String.join(", ", set.samples(template))));
    }

    private String whoMay() {
        return permitted.entries().isEmpty()
                ? "nobody may be sent tests; posthorn.test-send.recipients says who may"
                : "this address may not be sent tests; allowed are " + String.join(", ", permitted.entries());
    }

    private static Outcome unknown(String what, String known) {
        return new Outcome.Unknown(
                new Fault("/" + what, "unknown-" + what, "there is no such " + what + "; there are " + known));
    }

    private Outcome submit(ObjectNode request) {
        if (!schema.isReady() || !slots.tryAcquire()) {
            return new Outcome.Unavailable();
        }
        try {
            Submission.Envelope envelope = new Submission.Envelope(Lane.TRANSACTIONAL, null, null, null, null);
            Receipt receipt = desk.submit(
                    List.of(new Submission.Request(request, request.toString().length(), envelope)), List.of());
            AuditEvent event = ((Receipt.Committed) receipt).events().get(0);
            return event instanceof AuditEvent.Accepted accepted
                    ? new Outcome.Accepted(accepted.mail(), request.get("id").textValue())
                    : new Outcome.Refused(((AuditEvent.Rejected) event).faults());
        } catch (Stopped e) {
            return new Outcome.Unavailable();
        } finally {
            slots.release();
        }
    }

    private static ObjectNode request(
            String template, String sample, String locale, EmailAddress to, Map<String, Object> data) {
        ObjectNode request = JSON.createObjectNode();
        request.put("id", "test-" + UUID.randomUUID());
        request.putArray("to").add(to.value());
        request.put("template", template);
        if (locale != null) {
            request.put("locale", locale);
        }
        request.set("data", tree(data));
        request.putObject("headers").put("X-Posthorn-Test", template + "/" + sample);
        request.putObject("tags").put("test", template + "/" + sample);
        return request;
    }

    private static JsonNode tree(Map<String, Object> data) {
        return JSON.valueToTree(data);
    }
}
