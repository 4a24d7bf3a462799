package io.posthorn.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.mail.Lane;
import io.posthorn.queue.HandOver;
import io.posthorn.queue.QueueConfig;
import io.posthorn.throttle.Throttle;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** The waiting lines of each lane. They take half of its room; the other half is for what need not wait. */
@ApplicationScoped
class Lines {

    private final int most;
    private final HandOver handOver;
    private final Map<Lane, WaitingLines> byLane = new EnumMap<>(Lane.class);

    Lines(QueueConfig config, HandOver handOver, Throttle throttle, MeterRegistry meters) {
        this.handOver = handOver;
        this.most = Math.max(1, config.room() / 2);
        for (Lane lane : Lane.values()) {
            WaitingLines lines = new WaitingLines(lane, most, System::nanoTime, () -> handOver.wake(lane));
            byLane.put(lane, lines);
            throttle.onOpening(lines::opened);
            Gauge.builder("posthorn.deliveries.waiting", lines::size)
                    .description("deliveries in memory that wait for a limit, a pause or a relay")
                    .tag("lane", lane.label())
                    .register(meters);
        }
    }

    /** How many deliveries may be brought into memory to wait there. */
    int room(Lane lane) {
        return Math.min(handOver.free(lane), most - of(lane).size());
    }

    WaitingLines of(Lane lane) {
        return byLane.get(lane);
    }
}
