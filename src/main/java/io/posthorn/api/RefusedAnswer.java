package io.posthorn.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * The problem (RFC 9457) that an action took effect on no delivery of the mail; members as in {@link Problem}.
 *
 * @param deliveries why, for each
 */
@RegisterForReflection
record RefusedAnswer(
        String type, String title, int status, String code, String detail, List<ActionAnswer.Delivery> deliveries) {

    private static final int CONFLICT = 409;

    static RefusedAnswer of(ActionAnswer answer) {
        String code = answer.refusal();
        String detail = answer.deliveries().size() == 1
                ? "The delivery is " + answer.deliveries().get(0).state() + ": "
                        + answer.deliveries().get(0).message() + "."
                : "Each of the mail's deliveries says why.";
        return new RefusedAnswer(
                "urn:posthorn:problem:" + code,
                "The action is not for deliveries that stand like that",
                CONFLICT,
                code,
                detail,
                answer.deliveries());
    }

    Response response() {
        return Response.status(status).type(Problem.MEDIA_TYPE).entity(this).build();
    }
}
