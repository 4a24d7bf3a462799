package io.posthorn.submission;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of what is let in. A request beyond one of them is refused with the limit's name. */
@ConfigMapping(prefix = "posthorn.intake")
public interface IntakeConfig {

    /** Longest request. */
    @WithDefault("1M")
    MemorySize maxRequestSize();

    /** Deepest nesting of JSON. */
    @WithDefault("32")
    int maxDepth();

    /** Most recipients of one mail, to, cc and bcc together. */
    @WithDefault("100")
    int maxRecipients();

    /** Most attachments. */
    @WithDefault("20")
    int maxAttachments();

    /** Most octets of attachments, decoded, all together. */
    @WithDefault("10M")
    MemorySize maxAttachmentsSize();

    /** Most extra headers. */
    @WithDefault("50")
    int maxHeaders();

    /** Furthest that {@code sendAt} may lie ahead. */
    @WithDefault("366d")
    Duration maxDelay();

    /** For how long an idempotency key is remembered. */
    @WithDefault("7d")
    Duration idempotencyWindow();

    /** How long intake waits for room in memory before it leaves mail to the table. */
    @WithDefault("1s")
    Duration patience();
}
