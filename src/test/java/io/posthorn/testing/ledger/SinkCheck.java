package io.posthorn.testing.ledger;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds what the next hop took against the accounts of the mails. */
final class SinkCheck {

    private static final Pattern MESSAGE_ID = Pattern.compile("<([0-9a-f-]{36})@[^>]+>");

    private final MailBook mails;
    private final Complaints complaints;
    private long taken;
    private long again;

    SinkCheck(MailBook mails, Complaints complaints) {
        this.mails = mails;
        this.complaints = complaints;
    }

    void taken(Taken entry) {
        taken++;
        Account account = account(entry.messageId());
        if (account == null) {
            complaints.add(Offence.Kind.FOREIGN_MAIL, entry.messageId(), "to " + entry.recipient());
            return;
        }
        if (!account.sameBytes(entry.fingerprint())) {
            complaints.add(
                    Offence.Kind.OTHER_BYTES,
                    account.requestId,
                    entry.messageId() + " came with other bytes for " + entry.recipient());
        }
        Account.Line line = account.lines.get(entry.recipient());
        if (line == null) {
            complaints.add(Offence.Kind.FOREIGN_RECIPIENT, account.requestId, "was sent to " + entry.recipient());
            return;
        }
        again += line.taken++ > 0 ? 1 : 0;
    }

    long taken() {
        return taken;
    }

    long again() {
        return again;
    }

    private Account account(String messageId) {
        Matcher matcher = MESSAGE_ID.matcher(String.valueOf(messageId));
        return matcher.matches() ? mails.account(UUID.fromString(matcher.group(1))) : null;
    }
}
