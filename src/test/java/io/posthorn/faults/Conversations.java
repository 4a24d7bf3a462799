package io.posthorn.faults;

import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.smtp.SmtpScript;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A next hop that counts how many mails it is given at the same time, by recipient domain and in all. */
final class Conversations implements SmtpScript {

    /** In place of a domain: all of them. */
    static final String ALL = "all";

    private final Duration answerAfter;
    private final Map<Thread, String> underWay = new HashMap<>();
    private final Map<String, Integer> most = new HashMap<>();
    private final Map<String, Integer> mostEver = new HashMap<>();

    /** @param answerAfter how long the answer to the final dot takes */
    Conversations(Duration answerAfter) {
        this.answerAfter = answerAfter;
    }

    /** Asked on the connection's own thread, which ends with the connection. */
    @Override
    public Action at(SmtpPhase phase, String sender, String recipient) {
        if (phase == SmtpPhase.RCPT) {
            begin(recipient.substring(recipient.indexOf('@') + 1));
        } else if (phase == SmtpPhase.DOT) {
            Scene.pause(answerAfter);
            end();
        }
        return Action.proceed();
    }

    /** The most at a time since the last {@link #recount()}. */
    synchronized int most(String domain) {
        return most.getOrDefault(domain, 0);
    }

    /** The most that there were at any time. */
    synchronized int mostEver(String domain) {
        return mostEver.getOrDefault(domain, 0);
    }

    /** Begins to look for the most anew. */
    synchronized void recount() {
        most.clear();
    }

    private synchronized void begin(String domain) {
        underWay.keySet().removeIf(thread -> !thread.isAlive());
        underWay.put(Thread.currentThread(), domain);
        count(domain, (int) underWay.values().stream().filter(domain::equals).count());
        count(ALL, underWay.size());
    }

    private void count(String domain, int now) {
        most.merge(domain, now, Math::max);
        mostEver.merge(domain, now, Math::max);
    }

    private synchronized void end() {
        underWay.remove(Thread.currentThread());
    }
}
