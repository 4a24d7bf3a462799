package io.posthorn.api;

import io.posthorn.audit.MailFilter;
import io.posthorn.intervention.Action;
import io.posthorn.mail.Operator;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import java.util.Set;

/** An action by filter, read. */
final class BulkQuestion {

    private static final Set<String> FIELDS = Set.of("action", "filter", "confirm", "actor", "reason");
    private static final Set<String> OF_LISTS = Set.of("limit", "cursor");

    private final Action action;
    private final Map<String, String> given;
    private final MailFilter filter;
    private final Operator operator;
    private final Integer confirm;

    private BulkQuestion(
            Action action, Map<String, String> given, MailFilter filter, Operator operator, Integer confirm) {
        this.action = action;
        this.given = given;
        this.filter = filter;
        this.operator = operator;
        this.confirm = confirm;
    }

    /** Reads it; a {@link ProblemException} names every fault. */
    static BulkQuestion of(byte[] text, String now) {
        OperatorBody body = OperatorBody.of(text, FIELDS);
        Action action = body.text("action", true, Action::ofLabel);
        Map<String, String> given = body.strings("filter");
        MailFilter filter = filter(body, given, now);
        Operator operator = body.operator();
        Integer confirm = body.number("confirm");
        body.check();
        return new BulkQuestion(action, given, filter, operator, confirm);
    }

    private static MailFilter filter(OperatorBody body, Map<String, String> given, String now) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        given.forEach((name, value) -> {
            if (OF_LISTS.contains(name)) {
                body.fault("/filter/" + name, "unknown-field", name + " is for lists");
            } else {
                parameters.putSingle(name, value);
            }
        });
        if (given.putIfAbsent("to", now) == null) {
            parameters.putSingle("to", now);
        }
        try {
            MailFilter filter = new MailQuestion(parameters).filter();
            if (MailFilter.REJECTED.equals(filter.state())) {
                body.fault("/filter/state", "unknown-state", "a rejected request has no deliveries");
            }
            return filter;
        } catch (ProblemException e) {
            e.problem()
                    .errors()
                    .forEach(fault -> body.fault(
                            "/filter/" + OperatorBody.escape(fault.parameter()), fault.code(), fault.message()));
            return null;
        }
    }

    Action action() {
        return action;
    }

    /** The filter as it was given, and ended now if it was open. */
    Map<String, String> given() {
        return given;
    }

    MailFilter filter() {
        return filter;
    }

    Operator operator() {
        return operator;
    }

    /** How many deliveries were counted before, or null to count them. */
    Integer confirm() {
        return confirm;
    }
}
