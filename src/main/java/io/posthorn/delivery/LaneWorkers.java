package io.posthorn.delivery;

import io.posthorn.mail.Lane;
import io.posthorn.queue.HandOver;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the worker of a lane. */
@ApplicationScoped
class LaneWorkers {

    private final DeliveryConfig config;
    private final HandOver handOver;
    private final FlightRecorder recorder;
    private final Messages messages;
    private final Attempts attempts;

    LaneWorkers(
            DeliveryConfig config, HandOver handOver, FlightRecorder recorder, Messages messages, Attempts attempts) {
        this.config = config;
        this.handOver = handOver;
        this.recorder = recorder;
        this.messages = messages;
        this.attempts = attempts;
    }

    LaneWorker worker(Lane lane) {
        return new LaneWorker(lane, config, handOver, recorder, messages, attempts);
    }
}
