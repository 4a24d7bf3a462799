package io.posthorn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class WorldTest {

    @Inject
    DataSource dataSource;

    @Inject
    Mailer mailer;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "posthorn.topics.transactional")
    String topic;

    @Test
    void theApplicationHasADatabaseOfItsOwn() throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getMetaData().getURL())
                    .isEqualTo(World.current().jdbcUrl());
        }
    }

    @Test
    void theApplicationHasTopicsOfItsOwn() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).contains(topic);
        }
        assertThat(topic).isEqualTo(World.current().topics().transactional());
    }

    @Test
    void theApplicationSendsItsMailToASinkOfItsOwn() {
        String recipient = UUID.randomUUID() + "@example.org";

        mailer.send(Mail.withText(recipient, "Dear Ada", "Hello").setFrom("grace@example.org"));

        assertThat(World.current().sink().mails())
                .filteredOn(mail -> mail.recipients().contains(recipient))
                .hasSize(1);
    }

    @Test
    void theServersAreSharedWithEverythingElseInThisJvm() throws Exception {
        Class<?> elsewhere = ClassLoader.getSystemClassLoader().loadClass(SharedServers.class.getName());

        Object kafka = elsewhere.getMethod("kafka").invoke(null);

        assertThat(kafka.getClass().getMethod("bootstrapServers").invoke(kafka)).isEqualTo(bootstrapServers);
    }
}
