package io.posthorn.console;

import io.posthorn.mail.Fault;
import io.posthorn.submission.TestSend;
import java.util.List;

/**
 * What became of a test.
 *
 * @param template that it was to be made of
 * @param mail id of the mail, or null if there is none
 * @param to who gets it
 * @param faults why there is none
 */
record SendResult(Chrome chrome, String template, String mail, String to, List<Fault> faults) {

    static SendResult of(Chrome chrome, String template, String to, TestSend.Outcome outcome) {
        if (outcome instanceof TestSend.Outcome.Accepted accepted) {
            return new SendResult(chrome, template, accepted.mail().toString(), to, List.of());
        }
        return new SendResult(chrome, template, null, to, faults(outcome));
    }

    /** A form that another site sent. */
    static SendResult foreign(Chrome chrome, String template, String to) {
        return new SendResult(
                chrome,
                template,
                null,
                to,
                List.of(new Fault(
                        "", "foreign-form", "another site sent this form; send it from the template's page")));
    }

    private static List<Fault> faults(TestSend.Outcome outcome) {
        if (outcome instanceof TestSend.Outcome.Refused refused) {
            return refused.faults();
        }
        if (outcome instanceof TestSend.Outcome.Unknown unknown) {
            return List.of(unknown.fault());
        }
        if (outcome instanceof TestSend.Outcome.Forbidden forbidden) {
            return List.of(forbidden.fault());
        }
        return List.of(new Fault("", "unavailable", "the database does not answer; try again later"));
    }
}
