package io.posthorn.account;

import java.util.Locale;

/**
 * Something that is not accounted for.
 *
 * @param kind what is wrong
 * @param subject what it is wrong with
 * @param detail the same for people
 */
public record Offender(Kind kind, Subject subject, String detail) {

    /** What can be wrong. Names are stable across versions. */
    public enum Kind {
        /** Offsets that were passed over, and nothing on record says what became of their records. */
        OFFSETS_MISSING("Look at the records in Kafka. If they are mail requests that nobody got, stop the gateways "
                + "and have the partition read from the first of them on: select "
                + "posthorn_begin_partition(topic, partition, offset, why). What was accepted before is "
                + "recognised by its id while the idempotency window lasts. It stays named until a new account is "
                + "begun: select posthorn_begin_account(why)."),
        /** An offset that two events account for. */
        OFFSET_REPEATED("Its record was taken in twice. If it was a mail request the second is a mail.duplicate and "
                + "nothing is lost; find out who moved intake_offset. It stays named until a new account is begun: "
                + "select posthorn_begin_account(why)."),
        /** A partition that is being read, and nothing on record says where its account begins. */
        BEGINNING_MISSING("Somebody wrote intake_offset by hand. Begin it on record: select "
                + "posthorn_begin_partition(topic, partition, offset, why)."),
        /** A partition stands before the end of what is on record: its records would be taken again. */
        POSITION_BEHIND("Somebody moved intake_offset back. Put it on record, or put it right: select "
                + "posthorn_begin_partition(topic, partition, offset, why)."),
        /** Events tell of a partition whose position is not there. */
        POSITION_MISSING("If its topic is to be read, put the row back into intake_offset with the offset named "
                + "here, before a gateway begins at the first record."),
        /** A mail was accepted, or repeated, and is not there. */
        MAIL_MISSING("Somebody deleted it. The timeline says whether it was sent; if not, its source is in Kafka "
                + "at the offset of mail.accepted, to be sent again under a new id."),
        /** A mail is there that no event accepted. */
        ACCEPTANCE_MISSING("The trail was changed. Restore the event from a backup, if who changed it is not known."),
        /** A mail and its acceptance do not name the same record of Kafka. */
        SOURCE_DIFFERS("The mail or the trail was changed; compare both with the record in Kafka."),
        /** A mail has not one delivery for each recipient. */
        DELIVERIES_DIFFER("Somebody deleted or added deliveries. Its timeline says which recipients were served; send "
                + "it to the others by a new request."),
        /** Events tell of a delivery that is not there. */
        DELIVERY_MISSING("Somebody deleted it. If its last event is no end, send the mail to that recipient by a new "
                + "request."),
        /** A delivery has not ended, and nothing will ever happen to it. */
        DELIVERY_STRANDED("Hold it and release it (posthorn mails hold, release), or cancel it; and tell the makers "
                + "of Posthorn."),
        /** A delivery has ended and is due, or leased, all the same. */
        DELIVERY_UNDEAD(
                "It would be sent again: take due_at and lease_owner off it; and tell the makers of " + "Posthorn."),
        /** A delivery is leased by an instance that never was, or is not any more. */
        HOLDER_MISSING(
                "Nobody takes it over. Take lease_owner off it, and it is due; and tell the makers of " + "Posthorn."),
        /** A delivery has long expired, and is leased by an instance that is alive and does not say so. */
        LEASE_FORGOTTEN("Restart that instance, and another takes it over; or hold it and release it (posthorn mails "
                + "hold, release). And tell the makers of Posthorn."),
        /** The events of a delivery are not numbered 2, 3, … each once. */
        SEQUENCE_BROKEN("The trail was changed. Restore the events from a backup."),
        /** The last event of a delivery is not what its state says. */
        STATE_DIFFERS("The delivery or the trail was changed. The SMTP server's log says what is true.");

        private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');
        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }

        /** Name in answers, as in {@code offsets-missing}. */
        public String label() {
            return label;
        }

        /** For people: what to do about it. */
        public String remedy() {
            return remedy;
        }
    }

    /** What an offender is. */
    public sealed interface Subject {

        /** How many requests or deliveries it stands for. */
        default long weight() {
            return 1;
        }
    }

    /**
     * Records of Kafka.
     *
     * @param topic their topic
     * @param partition their partition
     * @param from the first offset
     * @param to the offset after the last
     */
    public record Offsets(String topic, int partition, long from, long to) implements Subject {
        @Override
        public long weight() {
            return Math.max(1, to - from);
        }
    }

    /**
     * A mail, or a delivery of it.
     *
     * @param mail its id
     * @param ordinal which recipient, or null
     * @param recipient the recipient's address, or null
     */
    public record Mail(String mail, Integer ordinal, String recipient) implements Subject {}
}
