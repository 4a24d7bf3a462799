package io.posthorn.delivery;

import io.posthorn.mail.Lane;
import io.posthorn.store.Schema;
import io.posthorn.store.Transactions;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads that deliver: one for each lane, one that writes outcomes, and those of the chores. */
@ApplicationScoped
public class DeliveryEngine {

    private final Schema schema;
    private final LaneWorkers workers;
    private final OutcomeWriter outcomes;
    private final Chores chores;
    private final Landing landing;
    private final Transactions transactions;
    private final DeliveryConfig config;
    private final List<LaneWorker> lanes = new ArrayList<>();
    private final List<Thread> laneThreads = new ArrayList<>();
    private Thread outcomeThread;

    DeliveryEngine(
            Schema schema,
            LaneWorkers workers,
            OutcomeWriter outcomes,
            Chores chores,
            Landing landing,
            Transactions transactions,
            DeliveryConfig config) {
        this.schema = schema;
        this.workers = workers;
        this.outcomes = outcomes;
        this.chores = chores;
        this.landing = landing;
        this.transactions = transactions;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        schema.ready().thenRun(this::begin);
    }

    private synchronized void begin() {
        for (Lane lane : Lane.values()) {
            LaneWorker worker = workers.worker(lane);
            lanes.add(worker);
            laneThreads.add(launch(worker::run, "lane-" + lane.label()));
        }
        outcomeThread = launch(outcomes::run, "outcomes");
        chores.begin();
    }

    /**
     * Begins no further attempt, waits for those under way and for their outcomes to be durable, and gives the leases
     * back. Attempts that take longer than the configured time stay on record as under way, for others to call them in
     * doubt.
     */
    public synchronized void stop() throws InterruptedException {
        long deadline = System.nanoTime() + config.drainTimeout().toNanos();
        lanes.forEach(LaneWorker::stop);
        chores.end();
        for (Thread thread : laneThreads) {
            thread.join(millisUntil(deadline));
        }
        boolean landed = landing.await(Duration.ofMillis(millisUntil(deadline)));
        // Whoever still waits for the database would wait for longer than a stop may take.
        transactions.stopWaiting();
        if (outcomeThread != null) {
            outcomeThread.interrupt();
            outcomeThread.join(TimeUnit.SECONDS.toMillis(1));
        }
        landing.close(landed);
    }

    /** At least one: none at all would be for ever. */
    private static long millisUntil(long deadline) {
        return Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
    }

    private static Thread launch(Runnable work, String name) {
        Thread thread = new Thread(work, "posthorn-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
