package io.posthorn.delivery;

import io.posthorn.mail.Lane;
import io.posthorn.queue.Claims;
import io.posthorn.queue.Peers;
import io.posthorn.queue.QueueConfig;
import io.posthorn.queue.StrayLeases;
import io.posthorn.threads.Halt;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What is done now and then: polling the table for what is due, for what is parked and for what is late, looking for who
 * is alive and who is dead, and for stray leases.
 */
@ApplicationScoped
class Chores {

    private static final Logger LOG = Logger.getLogger(Chores.class);

    private static final long FIRST = 200;

    /** If so many come back at a time the lines move fast, and there are more places soon. */
    private static final int MANY = 25;

    /** Milliseconds until then. */
    private static final long SOON = 20;

    private final Claims claims;
    private final Parked parked;
    private final Peers peers;
    private final Recovery recovery;
    private final StrayLeases strays;
    private final LateNotices late;
    private final QueueConfig config;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "posthorn-chores");
        thread.setDaemon(true);
        return thread;
    });

    Chores(
            Claims claims,
            Parked parked,
            Peers peers,
            Recovery recovery,
            StrayLeases strays,
            LateNotices late,
            QueueConfig config) {
        this.claims = claims;
        this.parked = parked;
        this.peers = peers;
        this.recovery = recovery;
        this.strays = strays;
        this.late = late;
        this.config = config;
    }

    void begin() {
        long poll = config.pollInterval().toMillis();
        long lease = config.instanceLease().toMillis();
        for (Lane lane : Lane.values()) {
            every(poll, "The poll of lane " + lane.label(), () -> claimAll(lane));
            every(Math.max(1, poll / 2), "The return of what waits to lane " + lane.label(), () -> bringBack(lane));
        }
        every(peers.period().toMillis(), "The look at who else is alive", peers::refresh);
        every(lease / 5, "The search for dead instances", recovery::run);
        every(lease, "The search for stray leases", strays::sweep);
        every(20 * poll, "The search for what is late", this::tellAll);
    }

    void end() throws InterruptedException {
        executor.shutdown();
        executor.awaitTermination(5, TimeUnit.SECONDS);
    }

    /** As long as more are due, as fast as there is room for them. */
    private void claimAll(Lane lane) throws SQLException, InterruptedException {
        while (!executor.isShutdown() && claims.claim(lane)) {
            claims.awaitRoom(lane);
        }
    }

    private void bringBack(Lane lane) throws SQLException, InterruptedException {
        while (!executor.isShutdown() && parked.claim(lane) >= MANY) {
            TimeUnit.MILLISECONDS.sleep(SOON);
        }
    }

    private void tellAll() throws SQLException {
        while (!executor.isShutdown() && late.tell()) {
            // As long as whole batches come, more are late.
        }
    }

    @FunctionalInterface
    interface Chore {
        void run() throws SQLException, InterruptedException;
    }

    /** Again and again, whatever comes of it. */
    void every(long millis, String what, Chore chore) {
        executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        chore.run();
                    } catch (SQLException e) {
                        LOG.debugf("%s has to wait for the database: %s", what, e.getMessage());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (Throwable e) {
                        Halt.ifBroken(e);
                        LOG.errorf(e, "%s failed", what);
                    }
                },
                Math.min(millis, FIRST),
                millis,
                TimeUnit.MILLISECONDS);
    }
}
