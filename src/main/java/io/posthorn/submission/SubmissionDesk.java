package io.posthorn.submission;

import io.posthorn.audit.AuditEvent;
import io.posthorn.mail.Lane;
import io.posthorn.queue.HandOver;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The front door: decides about each submission of a batch, and puts the whole batch on record in one transaction.
 * Safe to call again with the same batch if it did not return.
 */
@ApplicationScoped
public class SubmissionDesk {

    private final RequestReader reader;
    private final RequestKeys keys;
    private final Preparation preparation;
    private final Register register;
    private final Transactions transactions;
    private final HandOver handOver;
    private final IntakeConfig config;

    SubmissionDesk(
            RequestReader reader,
            RequestKeys keys,
            Preparation preparation,
            Register register,
            Transactions transactions,
            HandOver handOver,
            IntakeConfig config) {
        this.reader = reader;
        this.keys = keys;
        this.preparation = preparation;
        this.register = register;
        this.transactions = transactions;
        this.handOver = handOver;
        this.config = config;
    }

    /**
     * Takes a batch of one lane. Returns when everything is durable, waiting for the database if it must.
     *
     * @param submissions in the order they came
     * @param advances what they account for
     * @throws io.posthorn.store.StoreException if the database refuses the batch for what is in it
     * @throws io.posthorn.store.Stopped if the gateway is stopped meanwhile
     */
    public Receipt submit(List<Submission> submissions, List<OffsetAdvance> advances) {
        Map<Submission.Request, Read> readings = new IdentityHashMap<>();
        for (Submission submission : submissions) {
            if (submission instanceof Submission.Request request) {
                readings.put(
                        request,
                        new Read(reader.read(request.body(), request.envelope()), BodyHash.of(request.body())));
            }
        }
        List<RequestKey> asked = readings.values().stream()
                .map(Read::key)
                .filter(key -> key != null)
                .distinct()
                .toList();
        Map<RequestKey, SeenRequest> seen = asked.isEmpty()
                ? new HashMap<>()
                : transactions.untilDone("nothing, only asking for keys", c -> keys.find(c, asked));
        List<Decision> decisions = new ArrayList<>(submissions.size());
        for (Submission submission : submissions) {
            decisions.add(
                    submission instanceof Submission.Request request
                            ? decide(request, readings.get(request), seen)
                            : deadLetter((Submission.DeadLetter) submission));
        }
        return register.commit(decisions, advances);
    }

    /** Waits a while for room in memory; what finds none is taken all the same, and waits in the table. */
    public void awaitRoom(Lane lane, int requests) throws InterruptedException {
        handOver.awaitRoom(lane, requests, config.patience());
    }

    private record Read(Reading reading, byte[] bodyHash) {

        RequestKey key() {
            return reading.labels().tenant() == null || reading.labels().requestId() == null
                    ? null
                    : new RequestKey(reading.labels().tenant(), reading.labels().requestId());
        }
    }

    private Decision decide(Submission.Request request, Read read, Map<RequestKey, SeenRequest> seen) {
        SeenRequest first = read.key() == null ? null : seen.get(read.key());
        if (first != null && Arrays.equals(first.bodyHash(), read.bodyHash())) {
            return repetition(request, first);
        }
        if (read.reading() instanceof Reading.Invalid invalid) {
            return preparation.refuse(invalid.labels(), request, Preparation.INVALID_REQUEST, invalid.faults());
        }
        MailRequest wanted = ((Reading.Valid) read.reading()).request();
        if (first != null) {
            return conflict(request, read.reading());
        }
        Decision decision = preparation.prepare(wanted, request, read.bodyHash());
        if (decision instanceof Decision.Accept accept) {
            seen.put(accept.key(), new SeenRequest(accept.mail().id(), read.bodyHash()));
        }
        return decision;
    }

    private static Decision repetition(Submission.Request request, SeenRequest first) {
        return new Decision.Decline(
                new AuditEvent.Duplicate(first.mail(), request.envelope().traceparent(), request.origin()));
    }

    private Decision conflict(Submission.Request request, Reading reading) {
        return preparation.refuse(reading.labels(), request, Register.IDEMPOTENCY_CONFLICT, Register.CONFLICT);
    }

    private static Decision deadLetter(Submission.DeadLetter letter) {
        return new Decision.Decline(new AuditEvent.DeadLettered(letter.code(), letter.reason(), letter.origin()));
    }
}
