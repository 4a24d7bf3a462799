package io.posthorn.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.posthorn.testing.Database;
import io.posthorn.testing.MailRow;
import io.posthorn.testing.WithTables;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class MailPagesTest extends WithTables {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void pagesNeitherSkipNorRepeatWhileNewMailsArrive() {
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            before.add(0, mail("arriving", i).accepted().toString());
        }

        List<String> seen = new ArrayList<>();
        String next = "/api/v1/mails?tenant=arriving&limit=3";
        for (int page = 0; next != null; page++) {
            Response answer = get(next);
            seen.addAll(answer.path("mails.id"));
            next = answer.path("next");
            mail("arriving", 100 + page).accepted();
        }

        assertThat(seen).isEqualTo(before);
    }

    @Test
    void aMailOfManyRecipientsIsListedOnceWhereverAPageEnds() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            MailRow mail = mail("many", i);
            for (int recipient = 0; recipient < 5; recipient++) {
                mail.to("r" + recipient + "@many.example", "suppressed");
            }
            all.add(0, mail.accepted().toString());
        }

        assertThat(pages("/api/v1/mails?state=suppressed&limit=1")).isEqualTo(all);
        assertThat(pages("/api/v1/mails?tenant=many&state=suppressed&limit=3")).isEqualTo(all);
    }

    @Test
    void acceptedAndRefusedRequestsAreOneListInOneOrder() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            MailRow mail = mail("mixed", i).requestId("mixed");
            UUID id = i % 3 == 0 ? mail.rejected() : mail.accepted();
            all.add(0, id.toString());
        }

        assertThat(pages("/api/v1/mails?requestId=mixed&limit=2")).isEqualTo(all);
    }

    @Test
    void aMailIsFoundOnceWhereverASearchWindowEnds() throws SQLException {
        // Its first row is the 10,000th that is searched.
        MailRow edge = mail("edge", 0).to("a@edge.example", "relayed").to("b@edge.example", "relayed");
        UUID id = edge.at(Instant.parse("2030-01-01T00:00:00Z")).accepted();
        try (Connection connection =
                        DriverManager.getConnection(World.current().jdbcUrl(), Database.USER, Database.USER);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into delivery (mail_id, ordinal, lane, recipient, state, sequence, attempt, weight,"
                            + " expires_at) select posthorn_uuid_at('2030-01-02T00:00:00Z'::timestamptz + i / 2 * interval '1 s'),"
                            + " i % 2, 'bulk', 'x@edge.example', 'relayed', 0, 0, 1, now() from generate_series(1, 9999) i");
        }

        assertThat(pages("/api/v1/mails?from=2030-01-01T00:00:00Z&tenant=edge&state=relayed"))
                .containsExactly(id.toString());
    }

    @Test
    void theLastPageHasNoNextAndAFullOneNamesItInItsHeaderToo() {
        mail("two {&} more", 0).accepted();
        mail("two {&} more", 1).accepted();

        Response first = get("/api/v1/mails?tenant=two%20%7B%26%7D%20more&limit=1");
        assertThat(first.header("Link")).isEqualTo("<" + first.path("next") + ">; rel=\"next\"");
        Response last = get(first.path("next"));
        assertThat(last.<List<String>>path("mails.id")).hasSize(1);
        assertThat(last.<String>path("next")).isNull();
        assertThat(last.header("Link")).isNull();
    }

    @Test
    void aCursorOfAnotherQuestionIsRefused() {
        mail("foreign", 0).accepted();
        mail("foreign", 1).accepted();
        String next = get("/api/v1/mails?tenant=foreign&limit=1").path("next");

        given().urlEncodingEnabled(false)
                .get(next.replace("tenant=foreign", "tenant=other"))
                .then()
                .statusCode(400)
                .body("errors[0].parameter", equalTo("cursor"))
                .body("errors[0].code", equalTo("invalid-cursor"));
        assertThat(get(next.replace("limit=1", "limit=2")).<List<String>>path("mails.id"))
                .hasSize(1);
    }

    private static List<String> pages(String path) {
        List<String> seen = new ArrayList<>();
        for (String next = path; next != null; ) {
            Response answer = get(next);
            seen.addAll(answer.path("mails.id"));
            next = answer.path("next");
        }
        return seen;
    }

    private static Response get(String path) {
        Response answer = given().urlEncodingEnabled(false).get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    private static MailRow mail(String tenant, int second) {
        return MailRow.in(World.current().jdbcUrl()).tenant(tenant).at(NOON.plusSeconds(second));
    }
}
