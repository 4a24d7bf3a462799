package io.posthorn.api;

import io.posthorn.audit.MailFilter;
import io.posthorn.mail.MailId;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The query parameters of a list, read: every one must be known, given once, and make sense. */
final class MailQuestion {

    private static final int DEFAULT_LIMIT = 50;
    private static final String TAG = "tag.";
    private static final Set<String> KNOWN = Set.of(
            "tenant",
            "recipient",
            "state",
            "requestId",
            "template",
            "stream",
            "correlationId",
            "messageId",
            "from",
            "to",
            "limit",
            "cursor");
    /** Neither changes what is asked. */
    private static final Set<String> PAGING = Set.of("limit", "cursor");

    private final SortedMap<String, String> given = new TreeMap<>();
    private final List<Problem.Fault> faults = new ArrayList<>();

    MailQuestion(MultivaluedMap<String, String> parameters) {
        parameters.forEach(this::take);
    }

    private void take(String name, List<String> values) {
        if (!KNOWN.contains(name) && !(name.startsWith(TAG) && name.length() > TAG.length())) {
            fault(
                    name,
                    "unknown-parameter",
                    "there is no parameter " + name + "; known are " + String.join(", ", new TreeSet<>(KNOWN))
                            + " and tag.NAME");
        } else if (values.size() > 1) {
            fault(name, "repeated-parameter", name + " may be given once");
        } else if (values.get(0).isEmpty() || (name + values.get(0)).indexOf(0) >= 0) {
            fault(name, "invalid-value", name + " must have a value, without NUL");
        } else {
            given.put(name, values.get(0));
        }
    }

    /** What is asked; a {@link ProblemException} names every fault. */
    MailFilter filter() {
        Instant from = read("from", "invalid-instant", MailQuestion::instant, null);
        Instant to = read("to", "invalid-instant", MailQuestion::instant, null);
        if (from != null && to != null && !from.isBefore(to)) {
            fault("to", "empty-range", "to must be after from");
        }
        String state = read("state", "unknown-state", MailQuestion::state, null);
        MailId id = read("messageId", "invalid-message-id", MailQuestion::messageId, null);
        int limit = read("limit", "out-of-range", MailQuestion::limit, DEFAULT_LIMIT);
        MailId upTo = read("cursor", "invalid-cursor", this::cursor, null);
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.invalidParameters(faults));
        }
        return new MailFilter(
                given.get("tenant"),
                given.get("recipient"),
                state,
                given.get("requestId"),
                given.get("template"),
                given.get("stream"),
                given.get("correlationId"),
                id,
                tags(),
                from,
                to,
                limit,
                upTo);
    }

    /** The same question from there on, as parameters. */
    SortedMap<String, String> from(MailId next) {
        SortedMap<String, String> parameters = new TreeMap<>(given);
        parameters.put("cursor", Cursor.write(next, asked()));
        return parameters;
    }

    private SortedMap<String, String> asked() {
        SortedMap<String, String> asked = new TreeMap<>(given);
        asked.keySet().removeAll(PAGING);
        return asked;
    }

    private <T> T read(String name, String code, Function<String, T> reader, T otherwise) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            fault(name, code, e.getMessage());
            return otherwise;
        }
    }

    private void fault(String parameter, String code, String message) {
        faults.add(new Problem.Fault(parameter, code, message));
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("an instant is written as in RFC 3339: 2026-11-23T16:00:00Z", e);
        }
    }

    private static String state(String text) {
        if (!MailFilter.STATES.contains(text)) {
            throw new IllegalArgumentException(
                    "a state is one of " + String.join(", ", new TreeSet<>(MailFilter.STATES)));
        }
        return text;
    }

    private static MailId messageId(String text) {
        String bare = text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
        int at = bare.indexOf('@');
        try {
            return MailId.parse(at < 0 ? bare : bare.substring(0, at));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a Message-ID of Posthorn is a UUID, an @ and a domain", e);
        }
    }

    private static int limit(String text) {
        String wrong = "limit is a number from 1 to " + MailFilter.MAX_LIMIT;
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MailFilter.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong, e);
        }
        throw new IllegalArgumentException(wrong);
    }

    private MailId cursor(String text) {
        return Cursor.read(text, asked())
                .orElseThrow(() -> new IllegalArgumentException(
                        "this cursor is not of this question: take next from an answer to the same parameters"));
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new HashMap<>();
        given.forEach((name, value) -> {
            if (name.startsWith(TAG)) {
                tags.put(name.substring(TAG.length()), value);
            }
        });
        return tags;
    }
}
