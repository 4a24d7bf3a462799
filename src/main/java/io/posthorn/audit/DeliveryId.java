package io.posthorn.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/** Which recipient of which mail. */
@Embeddable
record DeliveryId(
        @Column(name = "mail_id") UUID mailId,
        @Column(name = "ordinal") short ordinal) {}
