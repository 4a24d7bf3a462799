package io.posthorn.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.posthorn.requests.Publication;
import io.posthorn.requests.RequestPublisher;
import io.posthorn.testing.CaughtMail;
import io.posthorn.testing.Database;
import io.posthorn.testing.ResultEvents;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.smtp.ReceivedMail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was sent is shown as it was sent, and every look is on record. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class ContentFlowTest {

    private final World world = World.current();
    private final String id = "content-" + UUID.randomUUID();
    private final String recipient = id + "@example.org";

    @Test
    void aMailFromATemplateIsShownByteForByte() throws Exception {
        publish(order("\"locale\": \"de-AT\""));
        ReceivedMail sent = received();

        JsonPath shown = content(mailId());

        assertThat(shown.getString("raw")).isEqualTo(sent.raw());
        assertThat(raw(mailId())).isEqualTo(sent.raw().getBytes(StandardCharsets.ISO_8859_1));
        CaughtMail read = CaughtMail.of(sent);
        assertThat(shown.getString("subject")).isEqualTo(read.subject());
        assertThat(lines(shown.getString("text"))).isEqualTo(lines(read.text()));
        assertThat(lines(shown.getString("html"))).isEqualTo(lines(read.html()));
        assertThat(shown.getString("template.name")).isEqualTo("order-confirmation");
        assertThat(shown.getString("template.locale")).isEqualTo("de");
        assertThat(shown.getList("headers.name")).contains("Date", "From", "Message-ID", "MIME-Version");
    }

    @Test
    void everyTransferEncodingIsShownByteForByte() throws Exception {
        publish("""
                {"id": "%s", "from": "Größe <shop@example.org>", "to": ["Ada, %s <%s>"], "bcc": ["bcc-%s"],
                 "subject": "漢字 und ein sehr langer Betreff, der gefaltet werden muss, weil er länger ist",
                 "text": "plain ASCII\\n.dot\\n", "html": "<p>Grüße\\n.\\nFrom here</p><img src='cid:logo' alt=''>",
                 "headers": {"X-Note": "ü"},
                 "attachments": [
                   {"filename": "größe.bin", "contentType": "application/octet-stream", "content": "AAECDQr/"},
                   {"filename": "logo.png", "contentType": "image/png", "content": "iVBORw0KGgo=", "contentId": "logo"}
                 ]}""".formatted(id, "x".repeat(60), recipient, recipient));
        ReceivedMail sent = received();

        JsonPath shown = content(mailId());

        assertThat(shown.getString("raw")).isEqualTo(sent.raw());
        assertThat(shown.getString("attachments[0].filename")).isEqualTo("größe.bin");
        assertThat(shown.getInt("attachments[0].size")).isEqualTo(6);
        assertThat(shown.getString("attachments[1].contentId")).isEqualTo("logo");
        assertThat(shown.getMap("$")).doesNotContainKey("template");
    }

    @Test
    void aLookIsOnRecordWithWhoAndWhyAndIsNoResult() throws Exception {
        publish(order("\"locale\": \"en\""));
        received();
        String mail = mailId();
        await().untilAsserted(() -> timeline(mail).body("timeline", hasSize(2)));

        given().queryParam("reason", "ticket 77")
                .get("/api/v1/mails/" + mail + "/content")
                .then()
                .statusCode(200);

        timeline(mail)
                .body("state", equalTo("relayed"))
                .body("timeline[2].type", equalTo("mail.content-viewed"))
                .body("timeline[2].client", equalTo("127.0.0.1"))
                .body("timeline[2].reason", equalTo("ticket 77"));
        await().atMost(Duration.ofSeconds(30)).until(() -> number("""
                select count(*) from results_tail
                where (xid, event_id) >= (select xid, id from audit_event where type = 'mail.content-viewed'
                                          and mail_id = '%s')""".formatted(mail)) == 1);
        try (var events = ResultEvents.of(world.broker(), world.topics().results(), event -> {})) {
            await().until(() -> events.ofRequest(id).size() >= 2);
            assertThat(events.ofRequest(id))
                    .extracting(event -> event.get("type").textValue())
                    .containsExactly("mail.accepted", "delivery.relayed");
        }
    }

    @Test
    void nothingIsShownThatIsNotOnRecord() throws Exception {
        publish(order("\"locale\": \"en\""));
        received();
        String mail = mailId();
        execute("alter table audit_event add constraint no_looks check (type <> 'mail.content-viewed') not valid");
        try {
            given().get("/api/v1/mails/" + mail + "/content").then().statusCode(500);
        } finally {
            execute("alter table audit_event drop constraint no_looks");
        }
        timeline(mail).body("timeline.type", equalTo(List.of("mail.accepted", "delivery.relayed")));
    }

    @Test
    void aMailThatNeverWasHasNoContent() {
        given().get("/api/v1/mails/" + UUID.randomUUID() + "/content")
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-mail"));
        given().get("/api/v1/mails/nonsense/content").then().statusCode(404);
        given().get("/api/v1/mails/" + UUID.randomUUID() + "/content?why=x")
                .then()
                .statusCode(400)
                .body("errors[0].code", equalTo("unknown-parameter"));
        given().queryParam("reason", "two\nlines")
                .get("/api/v1/mails/" + UUID.randomUUID() + "/content")
                .then()
                .statusCode(400)
                .body("errors[0].code", equalTo("invalid-value"));
    }

    private String order(String fields) throws IOException {
        String data = Files.readString(Path.of("src/main/templates/order-confirmation/samples/default.json"));
        return "{\"id\": \"%s\", \"to\": [\"%s\"], \"template\": \"order-confirmation\", \"data\": %s, %s}"
                .formatted(id, recipient, data, fields);
    }

    private void publish(String request) {
        assertThat(new RequestPublisher(world.broker().bootstrapServers(), Map.of())
                        .publish(world.topics().transactional(), request.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Publication.Written.class);
    }

    private ReceivedMail received() {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> world.sink().mails().stream()
                                .filter(mail -> mail.recipients().contains(recipient))
                                .toList(),
                        mails -> !mails.isEmpty())
                .get(0);
    }

    private String mailId() {
        return given().get("/api/v1/mails?requestId=" + id).path("mails[0].id");
    }

    private static JsonPath content(String mail) {
        return given().accept("application/json")
                .get("/api/v1/mails/" + mail + "/content")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .extract()
                .jsonPath();
    }

    private static byte[] raw(String mail) {
        return given().accept("message/rfc822")
                .get("/api/v1/mails/" + mail + "/content")
                .then()
                .statusCode(200)
                .contentType("message/rfc822")
                .header("Content-Disposition", startsWith("attachment"))
                .extract()
                .asByteArray();
    }

    private static ValidatableResponse timeline(String mail) {
        return given().get("/api/v1/mails/" + mail).then().statusCode(200);
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n").stripTrailing();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(world.jdbcUrl(), Database.USER, Database.USER);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(world.jdbcUrl(), Database.USER, Database.USER);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
