package io.posthorn.audit;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One recipient of a mail, as the queue left it; the queue writes it, here it is only read. */
@Entity
@Immutable
@Table(name = "delivery")
class DeliveryEntity {

    @EmbeddedId
    DeliveryId id;

    String recipient;
    String state;
    int attempt;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "waits_for")
    String waitsFor;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "resent_as")
    UUID resentAs;
}
