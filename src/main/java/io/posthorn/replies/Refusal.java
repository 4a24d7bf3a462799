package io.posthorn.replies;

import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import java.util.List;

/** A reply, taken apart once for all the rules that look at it. */
final class Refusal {

    private final Reply reply;
    private final SmtpPhase phase;
    private final List<String> code;
    private final List<String> enhancedCode;
    private ReplyWords words;

    /** The phase is that of the command it was the answer to, or null where nobody knows. */
    Refusal(Reply reply, SmtpPhase phase) {
        this.reply = reply;
        this.phase = phase;
        this.code = List.of(Integer.toString(reply.code()));
        this.enhancedCode = reply.enhancedCode()
                .map(c -> List.of(
                        Integer.toString(c.status()), Integer.toString(c.subject()), Integer.toString(c.detail())))
                .orElse(List.of());
    }

    List<String> code() {
        return code;
    }

    /** Empty if there is none. */
    List<String> enhancedCode() {
        return enhancedCode;
    }

    SmtpPhase phase() {
        return phase;
    }

    ReplyWords words() {
        if (words == null) {
            words = ReplyWords.of(reply.text());
        }
        return words;
    }

    /** 5yz, and no enhanced code that says the opposite. */
    boolean permanent() {
        return reply.permanent()
                && reply.enhancedCode().map(c -> c.status() != 4).orElse(true);
    }

    /** Whether it can be about the recipient: what comes before is about the session or the sender. */
    boolean aboutRecipient() {
        return phase == SmtpPhase.RCPT || phase == SmtpPhase.DATA || phase == SmtpPhase.DOT;
    }
}
