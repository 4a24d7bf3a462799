package io.posthorn.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One thing that happened. What does not apply is null.
 *
 * @param type as in the contract: {@code delivery.deferred}
 * @param at when
 * @param recipient to which delivery
 * @param attempt in which attempt
 * @param sequence which event of that delivery, or of the mail
 * @param detail what else is on record; an object
 */
public record EventView(
        String type, Instant at, String recipient, Integer attempt, Integer sequence, JsonNode detail) {}
