package io.posthorn.submission;

import io.posthorn.mail.OnDoubt;
import io.posthorn.mail.Schedule;
import io.posthorn.store.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Reads when a mail may be sent. */
@ApplicationScoped
class ScheduleReader {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 9999;

    private final IntakeConfig limits;
    private final DatabaseClock clock;

    ScheduleReader(IntakeConfig limits, DatabaseClock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    Schedule read(Fields fields) {
        Instant sendAt = fields.parsed("sendAt", "instant", ScheduleReader::instant);
        Instant expiresAt = fields.parsed("expiresAt", "instant", ScheduleReader::instant);
        OnDoubt onDoubt = fields.parsed("onDoubt", "choice", ScheduleReader::onDoubt);
        if (sendAt != null && sendAt.isAfter(clock.now().plus(limits.maxDelay()))) {
            fields.faults()
                    .add(
                            fields.pointer("sendAt"),
                            "too-late",
                            "may lie at most " + limits.maxDelay().toDays()
                                    + " days ahead (posthorn.intake.max-delay)");
        }
        if (sendAt != null && expiresAt != null && !expiresAt.isAfter(sendAt)) {
            fields.faults().add(fields.pointer("expiresAt"), "conflict", "must be after sendAt");
        }
        return new Schedule(sendAt, expiresAt, onDoubt == null ? OnDoubt.RESEND : onDoubt);
    }

    private static Instant instant(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR) {
                throw new IllegalArgumentException("must lie in the years 2000 to 9999");
            }
            return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "must be an instant as RFC 3339 writes it, such as 2026-11-23T16:00:00Z", e);
        }
    }

    private static OnDoubt onDoubt(String text) {
        return switch (text) {
            case "resend" -> OnDoubt.RESEND;
            case "hold" -> OnDoubt.HOLD;
            default -> throw new IllegalArgumentException("must be resend or hold");
        };
    }
}
