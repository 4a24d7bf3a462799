package io.posthorn.requests;

import io.posthorn.mail.Lane;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The two request topics, each with a consumer, a thread and room of its own. Channels are called as their lanes. */
@ApplicationScoped
class RequestChannels {

    private final LaneIntake intake;

    RequestChannels(LaneIntake intake) {
        this.intake = intake;
    }

    @Incoming("transactional")
    @Blocking("transactional-intake")
    void transactional(ConsumerRecords<byte[], byte[]> records) {
        intake.take(Lane.TRANSACTIONAL, records);
    }

    @Incoming("bulk")
    @Blocking("bulk-intake")
    void bulk(ConsumerRecords<byte[], byte[]> records) {
        intake.take(Lane.BULK, records);
    }
}
