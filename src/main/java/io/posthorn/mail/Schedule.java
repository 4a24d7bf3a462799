package io.posthorn.mail;

import java.time.Instant;

/**
 * When a mail may be sent.
 *
 * @param sendAt not before, or null for at once
 * @param expiresAt not after, or null for the lifetime that is configured
 * @param onDoubt what to do when nobody can know whether it was sent
 */
public record Schedule(Instant sendAt, Instant expiresAt, OnDoubt onDoubt) {}
