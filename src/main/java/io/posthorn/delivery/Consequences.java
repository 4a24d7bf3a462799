package io.posthorn.delivery;

import io.posthorn.mail.Mail;
import io.posthorn.queue.Delivery;
import io.posthorn.relay.Staging;
import io.posthorn.replies.Meaning;
import io.posthorn.replies.ReplyClass;
import io.posthorn.replies.Suppresses;
import io.posthorn.suppression.Suppression;
import io.posthorn.suppression.SuppressionReason;
import io.posthorn.suppression.SuppressionTerms;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What the end of a delivery means for the mails that its recipient would get after it. */
@ApplicationScoped
class Consequences {

    private final SuppressionTerms terms;
    private final Staging staging;

    Consequences(SuppressionTerms terms, Staging staging) {
        this.terms = terms;
        this.staging = staging;
    }

    /** What the refusal of a delivery puts on the list, or null. */
    Suppression afterRefusal(Delivery delivery, Mail mail, Meaning meaning) {
        if (meaning.suppresses() == Suppresses.NOTHING || !staging.reaches(delivery.recipient())) {
            return null;
        }
        SuppressionReason reason = reason(meaning.category());
        Optional<Suppression> line = meaning.suppresses() == Suppresses.DOMAIN
                ? terms.domain(scope(mail), delivery.recipient(), reason, mail.id())
                : terms.address(scope(mail), delivery.recipient(), reason, mail.id());
        return line.orElse(null);
    }

    /** What the end of a delivery's life may put on the list, if its mailbox was full and is so for long; or null. */
    Suppression afterExpiry(Delivery delivery, Mail mail) {
        return mail == null || delivery.attempt() == 0 || !staging.reaches(delivery.recipient())
                ? null
                : terms.address(scope(mail), delivery.recipient(), SuppressionReason.FULL_MAILBOX, mail.id())
                        .orElse(null);
    }

    private static SuppressionReason reason(ReplyClass category) {
        return switch (category) {
            case INVALID_RECIPIENT -> SuppressionReason.INVALID_RECIPIENT;
            case INACTIVE_MAILBOX -> SuppressionReason.INACTIVE_MAILBOX;
            case BAD_DOMAIN -> SuppressionReason.BAD_DOMAIN;
            default -> throw new IllegalArgumentException(category + " never suppresses");
        };
    }

    /** Whose list it is. */
    static Suppression.Scope scope(Mail mail) {
        return new Suppression.Scope(mail.labels().tenant(), mail.labels().stream());
    }
}
