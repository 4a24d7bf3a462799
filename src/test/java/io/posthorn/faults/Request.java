package io.posthorn.faults;

import io.posthorn.testing.ledger.Fate;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One request of a load.
 *
 * @param id its id, or null if it is no request at all
 * @param recipients whom it names
 * @param hold whether it asks to be held when in doubt
 * @param bulk whether it goes by the bulk lane
 * @param fate what is to become of it
 * @param json its value
 */
record Request(String id, List<String> recipients, boolean hold, boolean bulk, Fate fate, String json) {

    byte[] value() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The request of that number in a mixed load: to one recipient or two, ready-made or from a template, by both lanes,
     * with a repetition, a refusal and something unreadable now and then.
     */
    static Request number(int i) {
        if (i % 200 == 13) {
            return new Request(null, List.of(), false, false, Fate.DEAD_LETTER, "{\"id\": " + i + ",");
        }
        if (i % 50 == 8) {
            Request first = number(i - 1);
            return new Request(first.id, first.recipients, first.hold, first.bulk, Fate.REPETITION, first.json);
        }
        String id = "request-" + i;
        List<String> recipients = i % 10 == 3
                ? List.of("ada." + i + "@example.org", "grace." + i + "@example.org")
                : List.of("ada." + i + "@example.org");
        boolean hold = i % 10 == 4;
        boolean refused = i % 100 == 11;
        String json = "{\"id\": \"%s\", \"from\": \"shop@example.org\", \"to\": [\"%s\"], %s%s%s}"
                .formatted(
                        id,
                        String.join("\", \"", recipients),
                        i % 5 == 1 ? template(i) : readyMade(i),
                        hold ? ", \"onDoubt\": \"hold\"" : "",
                        refused ? ", \"sendat\": \"tomorrow\"" : "");
        return new Request(id, recipients, hold, i % 4 == 2, refused ? Fate.REFUSAL : Fate.MAIL, json);
    }

    /** A ready-made mail to that recipient by the transactional lane. */
    static Request to(int i, String recipient) {
        String json = "{\"id\": \"request-%d\", \"from\": \"shop@example.org\", \"to\": [\"%s\"], %s}"
                .formatted(i, recipient, readyMade(i));
        return new Request("request-" + i, List.of(recipient), false, false, Fate.MAIL, json);
    }

    /** A mail of its own, by either lane, that is not part of the mixed load. */
    static Request mark(int i, boolean bulk) {
        String id = "mark-" + i;
        String recipient = "ada." + id + "@example.org";
        String json = "{\"id\": \"%s\", \"from\": \"shop@example.org\", \"to\": [\"%s\"], %s}"
                .formatted(id, recipient, readyMade(i));
        return new Request(id, List.of(recipient), false, bulk, Fate.MAIL, json);
    }

    private static String readyMade(int i) {
        return "\"subject\": \"Number %d\", \"text\": \"%s\"".formatted(i, "This is the text of a mail. ".repeat(20));
    }

    private static String template(int i) {
        return "\"template\": \"password-reset\", \"data\": {\"name\": \"Ada %d\", \"validUntil\": \"2026-11-23T17:30:00Z\","
                        .formatted(i)
                + " \"link\": \"https://shop.example.org/reset?token=" + i + "\"}";
    }
}
