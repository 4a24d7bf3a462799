package io.posthorn.replies;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Class of a refusal, for programs to act on. What is about the sender, the content or a policy says nothing about the
 * recipient, so no rule of such a class can suppress.
 */
public enum ReplyClass {
    /** There is no such mailbox. */
    INVALID_RECIPIENT(Suppresses.ADDRESS),
    /** The mailbox takes no mail any more. */
    INACTIVE_MAILBOX(Suppresses.ADDRESS),
    /** The recipient's domain does not exist, or takes no mail. */
    BAD_DOMAIN(Suppresses.DOMAIN),
    /** The mailbox is full. One that stays full is another matter, and no rule's. */
    QUOTA_ISSUES,
    /** Larger than the next hop or the mailbox takes. */
    MESSAGE_TOO_LARGE,
    /** The sending host or domain has a bad name, or sends too much. */
    SPAM_BLOCK,
    /** The content looks like spam. */
    SPAM_CONTENT,
    /** The content is dangerous, or looks so. */
    VIRUS_RELATED,
    /** The content cannot be converted or handed on. */
    CONTENT_RELATED,
    /** A rule of the other side forbids it. */
    POLICY_RELATED,
    /** SPF, DKIM, DMARC and the like, or the login at the next hop. */
    AUTHENTICATION_FAILED,
    /** The next hop does not know the way, or will not go it. */
    ROUTING_ERRORS,
    /** The sender's address is not good enough. */
    INVALID_SENDER,
    /** The next hop did not understand, or did not want to. */
    PROTOCOL_ERRORS,
    /** More recipients than the next hop takes at a time. */
    TOO_MANY_RECIPIENTS,
    /** Refused for now, and no more is known. */
    TRANSIENT_FAILURE,
    /** A permanent refusal, and no more is known. */
    UNCATEGORIZED;

    private final Suppresses most;
    private final String label = Arrays.stream(name().split("_"))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining());

    ReplyClass() {
        this(Suppresses.NOTHING);
    }

    ReplyClass(Suppresses most) {
        this.most = most;
    }

    /** Name in results and in rules: {@code InvalidRecipient}. */
    public String label() {
        return label;
    }

    /** Whether a refusal of this class may ever suppress so much. */
    public boolean maySuppress(Suppresses extent) {
        return extent.compareTo(most) <= 0;
    }

    /** The class of that {@link #label()}; an unknown one is an {@link IllegalArgumentException}. */
    static ReplyClass ofLabel(String label) {
        return Arrays.stream(values())
                .filter(value -> value.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no class “" + label + "”; there are "
                        + Arrays.stream(values()).map(ReplyClass::label).collect(Collectors.joining(", "))));
    }
}
