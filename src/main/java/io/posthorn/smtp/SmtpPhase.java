package io.posthorn.smtp;

/** How far an SMTP session had come (RFC 5321 section 3). */
public enum SmtpPhase {
    CONNECT,
    GREETING,
    EHLO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    /** From the final dot to its reply: the only phase in which nobody can know. */
    DOT;

    /** Whether no mail is at stake yet: what is said is about the session only. */
    public boolean beforeMail() {
        return compareTo(MAIL) < 0;
    }
}
