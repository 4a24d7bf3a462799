package io.posthorn.submission;

import io.posthorn.audit.AuditEvent;
import io.posthorn.mail.Addressees;
import io.posthorn.mail.Attachment;
import io.posthorn.mail.Body;
import io.posthorn.mail.Content;
import io.posthorn.mail.Fault;
import io.posthorn.mail.HeaderField;
import io.posthorn.mail.Labels;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.Mailbox;
import io.posthorn.store.DatabaseClock;
import io.posthorn.store.TimeOrderedIds;
import io.posthorn.template.MailRenderer;
import io.posthorn.template.Rendering;
import io.posthorn.template.TemplateArchive;
import io.posthorn.template.TemplateCatalog;
import io.posthorn.template.TemplateVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a mail of a valid request: finds and fills its template, and settles what the request left open. */
@ApplicationScoped
class Preparation {

    static final String INVALID_REQUEST = "invalid-request";

    private static final String DEFAULT_STREAM = "transactional";

    private final TemplateCatalog catalog;
    private final TemplateArchive archive;
    private final MailRenderer renderer;
    private final TenantConfig tenants;
    private final DatabaseClock clock;
    private final TimeOrderedIds ids;

    Preparation(
            TemplateCatalog catalog,
            TemplateArchive archive,
            MailRenderer renderer,
            TenantConfig tenants,
            DatabaseClock clock,
            TimeOrderedIds ids) {
        this.catalog = catalog;
        this.archive = archive;
        this.renderer = renderer;
        this.tenants = tenants;
        this.clock = clock;
        this.ids = ids;
    }

    Decision prepare(MailRequest request, Submission.Request submission, byte[] bodyHash) {
        if (request.wanted() instanceof MailRequest.Wanted.Template wanted) {
            Optional<TemplateVersion> template = catalog.current(wanted.name());
            if (template.isEmpty()) {
                return refuse(
                        request.labels(),
                        submission,
                        "unknown-template",
                        List.of(new Fault(
                                "/template", "unknown-template", "there is no such template; there are " + names())));
            }
            Rendering rendering = renderer.render(template.get(), wanted.locale(), wanted.data());
            if (rendering instanceof Rendering.Refused refused) {
                return refuse(request.labels(), submission, code(refused), underData(refused.faults()));
            }
            Rendering.Rendered rendered = (Rendering.Rendered) rendering;
            List<Fault> clashes =
                    clashes(request.attachments(), rendered.content().images());
            if (!clashes.isEmpty()) {
                return refuse(request.labels(), submission, INVALID_REQUEST, clashes);
            }
            archive.keep(template.get());
            Body body = new Body.FromTemplate(template.get().ref(), rendered.locale(), wanted.data());
            List<HeaderField> headers = merge(template.get().headers(), rendered.headers());
            return accept(request, submission, bodyHash, template, new Filled(body, rendered.content(), headers));
        }
        Content content = ((MailRequest.Wanted.ReadyMade) request.wanted()).content();
        return accept(
                request,
                submission,
                bodyHash,
                Optional.empty(),
                new Filled(new Body.ReadyMade(content), content, List.of()));
    }

    /** What a mail is to say, with the headers that its template brings. */
    private record Filled(Body body, Content content, List<HeaderField> headers) {}

    Decision refuse(Labels labels, Submission.Request submission, String code, List<Fault> faults) {
        MailId id = new MailId(ids.unguessable());
        return new Decision.Decline(new AuditEvent.Rejected(id, labels, code, faults, submission.origin()));
    }

    private Decision accept(
            MailRequest request,
            Submission.Request submission,
            byte[] bodyHash,
            Optional<TemplateVersion> template,
            Filled filled) {
        Labels labels = request.labels();
        Optional<Mailbox> from = Optional.ofNullable(request.from())
                .or(() -> template.flatMap(TemplateVersion::from))
                .or(() -> tenantFrom(labels.tenant()));
        if (from.isEmpty()) {
            return refuse(
                    labels,
                    submission,
                    INVALID_REQUEST,
                    List.of(
                            new Fault(
                                    "/from",
                                    "required",
                                    "must be given: neither the template nor the tenant (posthorn.tenants.<name>.from) names an author")));
        }
        String stream = Optional.ofNullable(labels.stream())
                .or(() -> template.flatMap(TemplateVersion::stream))
                .orElse(DEFAULT_STREAM);
        List<Mailbox> replyTo = request.replyTo().isEmpty()
                ? template.map(TemplateVersion::replyTo).orElse(List.of())
                : request.replyTo();
        Mail mail = new Mail(
                new MailId(ids.unguessable()),
                clock.now().truncatedTo(ChronoUnit.MILLIS),
                submission.envelope().lane(),
                new Labels(
                        labels.tenant(),
                        labels.requestId(),
                        stream,
                        labels.tags(),
                        labels.correlationId(),
                        labels.traceparent()),
                new Addressees(from.get(), request.to(), request.cc(), request.bcc(), replyTo),
                filled.body(),
                merge(filled.headers(), request.headers()),
                request.attachments(),
                request.schedule());
        return new Decision.Accept(mail, filled.content(), submission.weight(), bodyHash, submission.origin());
    }

    /** One content id must not name two parts of a mail. */
    static List<Fault> clashes(List<Attachment> attachments, List<Attachment> images) {
        List<Fault> clashes = new ArrayList<>();
        for (int i = 0; i < attachments.size(); i++) {
            String contentId = attachments.get(i).contentId();
            if (images.stream().anyMatch(image -> image.contentId().equals(contentId))) {
                clashes.add(new Fault(
                        "/attachments/" + i + "/contentId", "repeated", "an image of the template has the same"));
            }
        }
        return clashes;
    }

    private Optional<Mailbox> tenantFrom(String tenant) {
        return Optional.ofNullable(tenants.byName().get(tenant))
                .flatMap(TenantConfig.Tenant::from)
                .map(Mailbox::parse);
    }

    /** The defaults, save those that are set anew, and what is. */
    private static List<HeaderField> merge(List<HeaderField> defaults, List<HeaderField> set) {
        List<HeaderField> merged = new ArrayList<>(defaults);
        merged.removeIf(field -> set.stream().anyMatch(own -> own.name().equalsIgnoreCase(field.name())));
        merged.addAll(set);
        return merged;
    }

    private static String code(Rendering.Refused refused) {
        return refused.faults().stream().allMatch(fault -> fault.code().startsWith("data-"))
                ? "template-data"
                : "render-failed";
    }

    private static List<Fault> underData(List<Fault> faults) {
        return faults.stream()
                .map(fault -> new Fault("/data" + fault.pointer(), fault.code(), fault.message()))
                .toList();
    }

    private String names() {
        return catalog.names().stream().sorted().collect(Collectors.joining(", "));
    }
}
