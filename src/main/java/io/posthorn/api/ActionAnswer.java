package io.posthorn.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.posthorn.intervention.Action;
import io.posthorn.intervention.Effect;
import io.posthorn.intervention.Ruling;
import io.posthorn.mail.MailId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What came of an action on one mail.
 *
 * @param action which
 * @param mailId the mail
 * @param deliveries what came of it for each delivery
 */
@RegisterForReflection
record ActionAnswer(String action, String mailId, List<Delivery> deliveries) {

    /**
     * What came of it for one delivery.
     *
     * @param recipient the address
     * @param ordinal its place among the recipients, from 0
     * @param result {@code changed}, {@code unchanged} or {@code refused}
     * @param state what it is now
     * @param code why it was refused
     * @param message the same for people, or why nothing had to be done
     * @param resentAs the mail that says it once more
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delivery(
            String recipient, int ordinal, String result, String state, String code, String message, String resentAs) {

        static Delivery of(Effect effect) {
            Ruling ruling = effect.ruling();
            String result = "changed";
            String code = null;
            String message = null;
            if (ruling instanceof Ruling.Unchanged unchanged) {
                result = "unchanged";
                message = unchanged.message();
            } else if (ruling instanceof Ruling.Refused refused) {
                result = "refused";
                code = refused.code();
                message = refused.message();
            }
            MailId resentAs = effect.resentAs();
            return new Delivery(
                    effect.delivery().recipient().value(),
                    effect.delivery().key().ordinal(),
                    result,
                    effect.state().label(),
                    code,
                    message,
                    resentAs == null ? null : resentAs.toString());
        }
    }

    static ActionAnswer of(Action action, MailId mail, List<Effect> effects) {
        return new ActionAnswer(
                action.label(),
                mail.toString(),
                effects.stream().map(Delivery::of).toList());
    }

    /** Whether no delivery is as the action would have it. */
    boolean refused() {
        return deliveries.stream().allMatch(delivery -> delivery.code() != null);
    }

    /** Why they were refused, if for one reason, or {@code refused}. */
    String refusal() {
        List<String> codes = deliveries.stream().map(Delivery::code).distinct().toList();
        return codes.size() == 1 ? codes.get(0) : "refused";
    }
}
