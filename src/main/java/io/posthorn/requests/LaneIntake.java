package io.posthorn.requests;

import io.posthorn.mail.Lane;
import io.posthorn.mail.Origin;
import io.posthorn.store.Stopped;
import io.posthorn.store.StoreException;
import io.posthorn.submission.IntakeOffsets;
import io.posthorn.submission.OffsetAdvance;
import io.posthorn.submission.Receipt;
import io.posthorn.submission.Submission;
import io.posthorn.submission.SubmissionDesk;
import io.posthorn.threads.Halt;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/** Takes a batch of records in: each becomes a submission, and all of them one transaction with their offsets. */
@ApplicationScoped
public class LaneIntake {

    private static final Logger LOG = Logger.getLogger(LaneIntake.class);

    private final RecordReader reader;
    private final DeadLetters deadLetters;
    private final Portions portions;
    private final SubmissionDesk desk;
    private final RequestsConfig config;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong deliveries = new AtomicLong();

    LaneIntake(
            RecordReader reader,
            DeadLetters deadLetters,
            Portions portions,
            SubmissionDesk desk,
            RequestsConfig config) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.portions = portions;
        this.desk = desk;
        this.config = config;
    }

    /** Takes nothing any more; what arrives from now on stays in Kafka. */
    public void close() {
        closed.countDown();
    }

    /** Takes a batch, however long it takes; returns when it is durable, or is not ours any more. */
    void take(Lane lane, ConsumerRecords<byte[], byte[]> records) {
        long delivery = deliveries.incrementAndGet();
        while (closed.getCount() > 0) {
            try {
                desk.awaitRoom(lane, records.count());
                take(lane, portions.of(lane, records, delivery));
                return;
            } catch (Stopped e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                LOG.warnf(
                        "A batch of lane %s has to wait: Kafka has not taken its dead letters (%s); trying again",
                        lane.label(), e.getCause() == null ? "no answer" : e.getCause());
                rest();
            } catch (RuntimeException | Error e) {
                Halt.ifBroken(e);
                LOG.errorf(e, "A batch of lane %s could not be taken; trying again", lane.label());
                rest();
            }
        }
    }

    private void take(Lane lane, List<Portion> batch)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (batch.isEmpty()) {
            return;
        }
        List<Submission> submissions = read(lane, batch);
        publishDeadLetters(batch, submissions);
        try {
            settle(batch, desk.submit(submissions, advances(batch)));
        } catch (StoreException e) {
            int records =
                    batch.stream().mapToInt(portion -> portion.records().size()).sum();
            if (records == 1) {
                refuse(batch.get(0), e);
            } else {
                LOG.warnf("The database refuses a batch of %d records; taking them one by one", records);
                for (Portion portion : batch) {
                    takeOneByOne(lane, portion);
                }
            }
        }
    }

    private void takeOneByOne(Lane lane, Portion portion)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (ConsumerRecord<byte[], byte[]> record : portion.records()) {
            IntakeOffsets.Position position = portions.position(portion.partition());
            if (position == null || position.nextOffset() > record.offset()) {
                return;
            }
            take(lane, List.of(new Portion(portion.partition(), position, List.of(record))));
        }
    }

    /** One record that the database will not have, for a reason that we did not foresee. */
    private void refuse(Portion portion, StoreException cause)
            throws InterruptedException, ExecutionException, TimeoutException {
        ConsumerRecord<byte[], byte[]> record = portion.records().get(0);
        LOG.errorf(cause, "Record %s-%d at offset %d", record.topic(), record.partition(), record.offset());
        List<Submission> letter = List.of(new Submission.DeadLetter(
                origin(record), "internal-error", "the gateway could not store this request; its log says why"));
        publishDeadLetters(List.of(portion), letter);
        settle(List.of(portion), desk.submit(letter, advances(List.of(portion))));
    }

    private void settle(List<Portion> batch, Receipt receipt) {
        if (receipt instanceof Receipt.Fenced) {
            LOG.warnf(
                    "Partitions of %s stand elsewhere than believed; nothing was taken",
                    batch.get(0).partition());
            portions.reestablish(batch);
        } else {
            portions.moved(batch);
        }
    }

    private List<Submission> read(Lane lane, List<Portion> batch) {
        String tenant = (lane == Lane.BULK ? config.bulkTenant() : config.transactionalTenant()).orElse(null);
        List<Submission> submissions = new ArrayList<>();
        for (Portion portion : batch) {
            for (ConsumerRecord<byte[], byte[]> record : portion.records()) {
                try {
                    submissions.add(reader.read(record, lane, tenant));
                } catch (UnreadableRecord e) {
                    submissions.add(new Submission.DeadLetter(origin(record), e.code(), e.getMessage()));
                }
            }
        }
        return submissions;
    }

    /** Before the offset is committed, so that none is lost; one that is published twice says so by its offset. */
    private void publishDeadLetters(List<Portion> batch, List<Submission> submissions)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<CompletableFuture<Void>> acknowledgements = new ArrayList<>();
        int index = 0;
        for (Portion portion : batch) {
            for (ConsumerRecord<byte[], byte[]> record : portion.records()) {
                if (submissions.get(index++) instanceof Submission.DeadLetter letter) {
                    acknowledgements.add(deadLetters.publish(record, letter).toCompletableFuture());
                }
            }
        }
        CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new))
                .get(config.deadLetterTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static List<OffsetAdvance> advances(List<Portion> batch) {
        return batch.stream().map(Portion::advance).toList();
    }

    private static Origin origin(ConsumerRecord<byte[], byte[]> record) {
        return new Origin(record.topic(), record.partition(), record.offset());
    }

    private void rest() {
        try {
            closed.await(config.retryPause().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
