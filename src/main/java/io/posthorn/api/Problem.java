package io.posthorn.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Why a call failed (RFC 9457).
 *
 * @param type URI of the kind of problem, stable: {@code urn:posthorn:problem:} and the code
 * @param title the kind in words
 * @param status of the HTTP response
 * @param code the kind for programs
 * @param detail what went wrong this time, and what to do
 * @param instance URI of this occurrence, which the log knows too; null where there is nothing to look up
 * @param errors each fault of the call
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(String type, String title, int status, String code, String detail, String instance, List<Fault> errors) {

    static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    /**
     * One fault of a call.
     *
     * @param parameter query parameter at fault, or null
     * @param pointer where in the content that was sent, a JSON Pointer (RFC 6901), or null
     * @param code what kind of fault
     * @param message what is wrong and what would be right
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Fault(String parameter, String pointer, String code, String message) {

        Fault(String parameter, String code, String message) {
            this(parameter, null, code, message);
        }

        static Fault at(String pointer, String code, String message) {
            return new Fault(null, pointer, code, message);
        }
    }

    static Problem of(int status, String code, String title, String detail) {
        return new Problem("urn:posthorn:problem:" + code, title, status, code, detail, null, List.of());
    }

    static Problem invalidParameters(List<Fault> faults) {
        return of(
                        400,
                        "invalid-parameter",
                        "A query parameter cannot be used",
                        faults.size() == 1 ? faults.get(0).message() : faults.size() + " parameters are at fault")
                .with(null, faults);
    }

    static Problem invalidBody(List<Fault> faults) {
        return of(
                        400,
                        "invalid-body",
                        "The content of the call cannot be used",
                        faults.size() == 1 ? faults.get(0).message() : faults.size() + " things are wrong with it")
                .with(null, faults);
    }

    Problem with(String instance, List<Fault> faults) {
        return new Problem(type, title, status, code, detail, instance, faults);
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
