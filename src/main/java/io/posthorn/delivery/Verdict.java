package io.posthorn.delivery;

import io.posthorn.audit.AuditEvent;
import io.posthorn.queue.Outcome;

/**
 * What is written down about a delivery: the change of its state, and the event that tells it.
 *
 * @param outcome the change
 * @param event the event
 */
record Verdict(Outcome outcome, AuditEvent.DeliveryChanged event) {}
