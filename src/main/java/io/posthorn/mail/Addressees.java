package io.posthorn.mail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who writes to whom.
 *
 * @param from author, and sender of the envelope
 * @param to recipients named in {@code To}
 * @param cc recipients named in {@code Cc}
 * @param bcc recipients named nowhere
 * @param replyTo where answers go, if not to {@code from}
 */
public record Addressees(Mailbox from, List<Mailbox> to, List<Mailbox> cc, List<Mailbox> bcc, List<Mailbox> replyTo) {

    public Addressees {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        replyTo = List.copyOf(replyTo);
    }

    /**
     * Everybody who gets the mail, each once even if named twice, in the order to, cc, bcc. The position in this list
     * is the ordinal of the delivery. Two addresses are the same if they differ in the case of the domain only.
     */
    public List<EmailAddress> recipients() {
        Set<String> seen = new HashSet<>();
        List<EmailAddress> all = new ArrayList<>(to.size() + cc.size() + bcc.size());
        Stream.of(to, cc, bcc).flatMap(List::stream).map(Mailbox::address).forEach(address -> {
            if (seen.add(address.localPart() + '@' + address.domain())) {
                all.add(address);
            }
        });
        return List.copyOf(all);
    }
}
