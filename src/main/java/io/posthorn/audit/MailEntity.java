package io.posthorn.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An accepted request without its content: {@code spec} is not mapped, so no answer can leak it. */
@Entity
@Immutable
@Table(name = "mail")
class MailEntity {

    @Id
    UUID id;

    @Column(name = "accepted_at")
    Instant acceptedAt;

    String lane;
    String tenant;

    @Column(name = "request_id")
    String requestId;

    String stream;

    @JdbcTypeCode(SqlTypes.JSON)
    String tags;

    @Column(name = "correlation_id")
    String correlationId;

    String traceparent;

    @Column(name = "template_name")
    String templateName;

    @Column(name = "template_hash")
    byte[] templateHash;

    String locale;

    @Column(name = "on_doubt")
    String onDoubt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "resent_from")
    UUID resentFrom;

    @Column(name = "source_topic")
    String sourceTopic;

    @Column(name = "source_partition")
    Integer sourcePartition;

    @Column(name = "source_offset")
    Long sourceOffset;
}
