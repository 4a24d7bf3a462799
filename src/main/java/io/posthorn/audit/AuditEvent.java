package io.posthorn.audit;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Fault;
import io.posthorn.mail.Labels;
import io.posthorn.mail.MailId;
import io.posthorn.mail.Operator;
import io.posthorn.mail.Origin;
import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** One thing that happened. Appended in the transaction that makes it true, and never changed. */
public sealed interface AuditEvent {

    /** Type of the event that {@code posthorn_begin_account} of the database writes. */
    String ACCOUNT_BEGUN = "account.begun";

    /** What is kept in the trail and not published as a result, by {@link #type()}. */
    Set<String> UNPUBLISHED =
            Set.of(DeadLettered.TYPE, ContentViewed.TYPE, Resent.TYPE, Begun.TYPE, Skipped.TYPE, ACCOUNT_BEGUN);

    /** Name in the trail and in results, as in {@code mail.accepted}. */
    String type();

    /** The record of Kafka that it accounts for, or null. */
    default Origin origin() {
        return null;
    }

    /** The mail is durable. */
    record Accepted(MailId mail, Origin origin) implements AuditEvent {
        @Override
        public String type() {
            return "mail.accepted";
        }
    }

    /**
     * An operator had a mail said once more; this is the new one, and it is durable.
     *
     * @param mail the new mail
     * @param resentFrom the one before it
     * @param operator who and why
     */
    record AcceptedAgain(MailId mail, MailId resentFrom, Operator operator) implements AuditEvent {
        @Override
        public String type() {
            return "mail.accepted";
        }
    }

    /**
     * The other end of {@link AcceptedAgain}: a delivery that has ended is said once more by another mail.
     *
     * @param delivery which
     * @param resentAs the new mail
     * @param operator who and why
     */
    record Resent(Subject delivery, MailId resentAs, Operator operator) implements AuditEvent {

        /** Kept in the trail and not published as a result: the new mail's own events tell it. */
        public static final String TYPE = "delivery.resent";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * A request that could be read was refused at the door.
     *
     * @param mail an identity for this refusal; there is no such mail
     * @param labels what the request said of itself; parts that it did not say, or not properly, are null
     * @param code why, stable across versions
     * @param faults each thing that was wrong
     * @param origin where it came from
     */
    record Rejected(MailId mail, Labels labels, String code, List<Fault> faults, Origin origin) implements AuditEvent {
        @Override
        public String type() {
            return "mail.rejected";
        }
    }

    /** A request came again; the mail is the first one's. */
    record Duplicate(MailId mail, String traceparent, Origin origin) implements AuditEvent {
        @Override
        public String type() {
            return "mail.duplicate";
        }
    }

    /** A record that could not be read as a request went to the dead-letter topic. */
    record DeadLettered(String code, String reason, Origin origin) implements AuditEvent {

        /** Kept in the trail and not published as a result: the dead-letter topic itself tells it. */
        public static final String TYPE = "request.dead-lettered";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * Somebody was shown what a mail says. Recorded before it is shown.
     *
     * @param mail which
     * @param client where the question came from, an address of the network
     * @param reason why, as whoever asked says; null if nothing was said
     */
    record ContentViewed(MailId mail, String client, String reason) implements AuditEvent {

        /** Kept in the trail and not published as a result: nothing became of the mail. */
        public static final String TYPE = "mail.content-viewed";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * A partition is read from here on. What comes of its records is on record without a gap, until it is begun anew.
     *
     * @param origin its first record
     * @param topicId Kafka's id of the topic
     * @param reason for people: why here
     */
    record Begun(Origin origin, UUID topicId, String reason) implements AuditEvent {

        /** Kept in the trail and not published: it is about no request. */
        public static final String TYPE = "intake.begun";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * Offsets were passed over, since Kafka has no records there any more, or never had: compaction, retention, the
     * markers of transactions.
     *
     * @param origin the first of them
     * @param to the offset after the last
     */
    record Skipped(Origin origin, long to) implements AuditEvent {

        /** Kept in the trail and not published: it is about no request. */
        public static final String TYPE = "intake.skipped";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * A delivery changed its state.
     *
     * @param delivery which
     * @param state what it is now
     * @param attempt attempts that have ended
     * @param sequence counts the events of this recipient; {@code mail.accepted} is 1
     * @param nextAttemptAt when it is tried again, or null
     * @param answer what the next hop said, or null if nobody asked or nobody answered
     * @param reason for people: why
     * @param category class of the reason, for programs, or null
     */
    record DeliveryChanged(
            Subject delivery,
            DeliveryState state,
            int attempt,
            int sequence,
            Instant nextAttemptAt,
            Answer answer,
            String reason,
            String category)
            implements AuditEvent {
        @Override
        public String type() {
            return "delivery." + state.label();
        }
    }

    /**
     * A delivery is still not made long after it might have been; told once. No change of its state.
     *
     * @param delivery which
     * @param attempt attempts that have ended
     * @param sequence counts the events of this recipient; {@code mail.accepted} is 1
     * @param nextAttemptAt when it is tried again
     * @param expiresAt until when
     */
    record Late(Subject delivery, int attempt, int sequence, Instant nextAttemptAt, Instant expiresAt)
            implements AuditEvent {
        @Override
        public String type() {
            return "delivery.late";
        }
    }

    /**
     * An operator changed the state of a delivery.
     *
     * @param delivery which
     * @param state what it is now
     * @param attempt attempts that have ended
     * @param sequence counts the events of this recipient
     * @param nextAttemptAt when it is tried, or null
     * @param operator who and why
     */
    record Intervened(
            Subject delivery, DeliveryState state, int attempt, int sequence, Instant nextAttemptAt, Operator operator)
            implements AuditEvent {
        @Override
        public String type() {
            return "delivery." + state.label();
        }
    }

    /**
     * The delivery that an event is about.
     *
     * @param mail the mail
     * @param ordinal position of the recipient
     * @param recipient the recipient
     */
    record Subject(MailId mail, int ordinal, EmailAddress recipient) {}

    /**
     * The end of an SMTP session.
     *
     * @param relay name of the relay
     * @param host where it leads to, or null where that is not known
     * @param phase how far the session had come, or null where the transport does not tell
     * @param reply the server's reply, or null if there was none
     * @param simulated whether there was no server, and nothing was sent
     * @param redirectedTo who got it instead of the recipient, or null
     */
    record Answer(
            String relay, String host, SmtpPhase phase, Reply reply, boolean simulated, EmailAddress redirectedTo) {

        /** The same session, ended with that reply. */
        public Answer with(SmtpPhase reached, Reply said) {
            return new Answer(relay, host, reached, said, simulated, redirectedTo);
        }
    }
}
