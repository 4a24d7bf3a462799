package io.posthorn.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.type.SqlTypes;

/**
 * A request that was refused at the door: it has no mail, only its event. What can be asked about it is read from the
 * event's detail by the very expressions that are indexed.
 */
@Entity
@Immutable
@Table(name = "audit_event")
@SQLRestriction("type = 'mail.rejected'")
class RefusedRequestEntity {

    @Id
    UUID id;

    @Column(name = "mail_id")
    UUID mailId;

    @Formula("detail ->> 'tenant'")
    String tenant;

    @Formula("detail ->> 'requestId'")
    String requestId;

    @Formula("detail ->> 'stream'")
    String stream;

    @Formula("detail ->> 'correlationId'")
    String correlationId;

    @Formula("detail -> 'tags'")
    @JdbcTypeCode(SqlTypes.JSON)
    String tags;
}
