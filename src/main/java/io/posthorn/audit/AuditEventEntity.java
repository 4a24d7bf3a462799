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

/** One thing that happened, as a row of the trail. */
@Entity
@Immutable
@Table(name = "audit_event")
class AuditEventEntity {

    @Id
    UUID id;

    Instant at;
    String type;

    @Column(name = "mail_id")
    UUID mailId;

    String recipient;
    Integer sequence;
    Integer attempt;

    @Column(name = "source_topic")
    String sourceTopic;

    @Column(name = "source_partition")
    Integer sourcePartition;

    @Column(name = "source_offset")
    Long sourceOffset;

    @JdbcTypeCode(SqlTypes.JSON)
    String detail;
}
