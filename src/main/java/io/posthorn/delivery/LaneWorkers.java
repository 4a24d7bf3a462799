package io.posthorn.delivery;

import io.posthorn.mail.Lane;
import io.posthorn.queue.HandOver;
import io.posthorn.queue.Parking;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the worker of a lane. */
@ApplicationScoped
class LaneWorkers {

    private final DeliveryConfig config;
    private final HandOver handOver;
    private final Lines lines;
    private final Parking parking;
    private final FlightRecorder recorder;
    private final Messages messages;
    private final Clearances clearances;
    private final Attempts attempts;

    LaneWorkers(
            DeliveryConfig config,
            HandOver handOver,
            Lines lines,
            Parking parking,
            FlightRecorder recorder,
            Messages messages,
            Clearances clearances,
            Attempts attempts) {
        this.config = config;
        this.handOver = handOver;
        this.lines = lines;
        this.parking = parking;
        this.recorder = recorder;
        this.messages = messages;
        this.clearances = clearances;
        this.attempts = attempts;
    }

    LaneWorker worker(Lane lane) {
        int concurrency = lane == Lane.BULK ? config.bulkConcurrency() : config.transactionalConcurrency();
        Slots slots = new Slots(concurrency, config.slowAfter(), System::nanoTime);
        WaitingLines waiting = lines.of(lane);
        Clearing clearing = new Clearing(lane, slots, waiting, parking, messages, clearances, attempts);
        return new LaneWorker(lane, config, handOver, waiting, slots, clearing, recorder, messages, attempts);
    }
}
