package io.posthorn.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.testing.ResultRecord;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.mime.MailReader;
import io.posthorn.testing.smtp.ReceivedMail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Hundreds of strings that have broken mail software, each in every string field of a request, all the way. */
@QuarkusTest
@TestProfile(HostileRequestsTest.Alone.class)
@WithTestResource(WorldResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {

    /** For a world of its own: tens of thousands of results are nothing for other tests to read through. */
    public static final class Alone implements QuarkusTestProfile {}

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What stands in no line of its own. */
    private static final Set<HostileField> OFF_LINE =
            Set.of(HostileField.TEXT, HostileField.HTML, HostileField.DATA_IN_BODY, HostileField.TRACEPARENT);

    /** The names of what a request invents. */
    private static final Set<HostileField> NAMES =
            Set.of(HostileField.UNKNOWN_FIELD, HostileField.HEADER_NAME, HostileField.TAG_NAME, HostileField.DATA_NAME);

    private static final int LONGEST_NAME = 1000;

    private final World world = World.current();
    private final Map<Integer, HostileRequest> requests = new HashMap<>();
    private final Map<Integer, List<Told>> results = new HashMap<>();
    private List<ReceivedMail> mails;
    private int letters;

    @BeforeAll
    void publishThemAllAndWaitForWhatBecomesOfThem() {
        for (HostileField field : HostileField.values()) {
            for (String text : HostileStrings.all()) {
                HostileRequest request = new HostileRequest(requests.size(), field, text);
                if (request.canBeWritten()) {
                    requests.put(request.number(), request);
                }
            }
        }
        int mailsOfOthers = world.sink().mails().size();
        int lettersOfOthers = Records.all(world, world.topics().deadLetters()).size();
        try (Requester requester = new Requester(world)) {
            requests.values()
                    .forEach(request -> requester.publish(
                            world.topics().transactional(), null, request.headers(), request.value()));
            requester.flush();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
                results.clear();
                requester.results().stream()
                        .map(Told::of)
                        .filter(told -> told.number() >= 0)
                        .distinct()
                        .forEach(told -> results.computeIfAbsent(told.number(), n -> new ArrayList<>())
                                .add(told));
                return requests.values().stream()
                        .filter(request -> !unreadable(request))
                        .allMatch(request -> ended(request, results.getOrDefault(request.number(), List.of())));
            });
        }
        List<ReceivedMail> all = world.sink().mails();
        mails = all.subList(mailsOfOthers, all.size());
        letters = Records.all(world, world.topics().deadLetters()).size() - lettersOfOthers;
    }

    @AfterAll
    void forget() {
        world.sink().clear();
    }

    @Test
    void asManyMailsAsRelayedDeliveriesReachTheServer() {
        assertThat(HostileStrings.all()).hasSizeGreaterThanOrEqualTo(300);
        assertThat(mails).hasSize(types().get("delivery.relayed").intValue());
        assertThat(types().keySet())
                .containsExactlyInAnyOrder("mail.accepted", "mail.rejected", "delivery.relayed", "delivery.failed");
        assertThat(types().get("mail.rejected")).isGreaterThan(1000);
        assertThat(types().get("mail.accepted")).isGreaterThan(1000);
        assertThat(world.sink().violations()).isEmpty();
    }

    @Test
    void noMailHasARecipientThatItsRequestDoesNotName() {
        List<String> wanted = new ArrayList<>();
        results.forEach((number, all) -> all.stream()
                .filter(result -> result.type().equals("delivery.relayed"))
                .forEach(result -> {
                    assertThat(new WantedMail(requests.get(number).json()).recipients())
                            .contains(result.recipient());
                    wanted.add(result.recipient());
                }));

        assertThat(mails).allSatisfy(mail -> assertThat(mail.recipients()).hasSize(1));
        assertThat(mails.stream().map(mail -> mail.recipients().get(0)).sorted().toList())
                .isEqualTo(wanted.stream().sorted().toList());
    }

    @Test
    void everyReaderFindsInEveryMailJustWhatItsRequestAskedFor() {
        Map<String, HostileRequest> byMail = new HashMap<>();
        results.forEach((number, all) -> byMail.put(all.get(0).mailId(), requests.get(number)));
        List<String> faults = new ArrayList<>();
        for (ReceivedMail mail : mails) {
            String messageId = mail.header("Message-ID");
            HostileRequest request = byMail.get(messageId.substring(1, messageId.indexOf('@')));
            for (MailReader reader : MailReader.ALL) {
                try {
                    new WantedMail(request.json()).assertIs(reader.read(mail));
                } catch (AssertionError | RuntimeException e) {
                    faults.add(request + ", " + reader.getClass().getSimpleName() + ": " + e.getMessage());
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void whatBreaksALineIsRefusedWhereverItMayStandInOne() {
        assertThat(accepted())
                .filteredOn(request -> !OFF_LINE.contains(request.field()))
                .filteredOn(request -> HostileStrings.breaksALine(request.text()))
                .isEmpty();
    }

    @Test
    void aFaultPointsToTheFieldAtFault() {
        assertThat(results.values().stream().flatMap(List::stream))
                .filteredOn(told -> told.type().equals("mail.rejected"))
                .filteredOn(told -> told.pointers().isEmpty()
                        || !told.pointers().stream()
                                .allMatch(pointer -> pointer.startsWith(
                                        requests.get(told.number()).field().pointer())))
                .isEmpty();
    }

    @Test
    void onlyWhatHasEndlessNamesIsADeadLetter() {
        assertThat((long) letters)
                .isPositive()
                .isEqualTo(requests.values().stream()
                        .filter(HostileRequestsTest::unreadable)
                        .count());
    }

    @Test
    void whatIsNoTraceContextGoesNowhere() {
        assertThat(results.values().stream().flatMap(List::stream))
                .filteredOn(Told::traced)
                .isEmpty();
    }

    private Map<String, Long> types() {
        return results.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(result -> result.type(), Collectors.counting()));
    }

    private List<HostileRequest> accepted() {
        return results.values().stream()
                .flatMap(List::stream)
                .filter(result -> result.type().equals("mail.accepted"))
                .map(result -> requests.get(result.number()))
                .toList();
    }

    private static boolean unreadable(HostileRequest request) {
        return NAMES.contains(request.field()) && request.text().length() > LONGEST_NAME;
    }

    private static boolean ended(HostileRequest request, List<Told> results) {
        List<String> types = results.stream().map(result -> result.type()).toList();
        return types.contains("mail.rejected")
                || (types.contains("mail.accepted")
                        && types.stream()
                                        .filter(type -> type.startsWith("delivery."))
                                        .count()
                                >= new WantedMail(request.json()).recipients().size());
    }

    /** What matters of a result; there are tens of thousands. */
    private record Told(
            int number,
            String eventId,
            String type,
            String mailId,
            String recipient,
            List<String> pointers,
            boolean traced) {

        static Told of(ResultRecord result) {
            List<String> pointers = new ArrayList<>();
            result.event()
                    .path("errors")
                    .forEach(error -> pointers.add(error.path("pointer").asText()));
            return new Told(
                    result.event().path("tags").path(HostileRequest.NUMBER).asInt(-1),
                    result.text("eventId"),
                    result.text("type"),
                    result.text("mailId"),
                    result.text("recipient"),
                    pointers,
                    result.headers().containsKey("traceparent"));
        }
    }
}
