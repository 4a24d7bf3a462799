package io.posthorn.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.posthorn.store.JsonValues;
import io.posthorn.submission.IntakeConfig;
import io.posthorn.submission.StrictJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be rendered.
 *
 * @param locale a BCP 47 tag, or null for the template's default
 * @param data to fill the template with; every digit of a number is kept
 */
@RegisterForReflection
record RenderRequest(String locale, Map<String, Object> data) {

    private static final Set<String> KNOWN = Set.of("locale", "data");
    private static final int LONGEST_LOCALE = 35;

    /** Reads requests within the limits that hold for mail requests too. */
    static final class Reader {

        private final ObjectReader json;
        private final long maxSize;

        Reader(IntakeConfig limits) {
            this.maxSize = limits.maxRequestSize().asLongValue();
            this.json = StrictJson.reader(limits);
        }

        /** What is asked; a {@link ProblemException} names every fault. */
        RenderRequest read(byte[] body) {
            if (body.length > maxSize) {
                throw new ProblemException(Problem.of(
                        413,
                        "content-too-large",
                        "The content of the call is too large",
                        "It may have " + maxSize + " octets (posthorn.intake.max-request-size)."));
            }
            JsonNode request = parsed(body);
            List<Problem.Fault> faults = new ArrayList<>();
            request.fieldNames().forEachRemaining(name -> {
                if (!KNOWN.contains(name)) {
                    faults.add(Problem.Fault.at(
                            "/" + name.replace("~", "~0").replace("/", "~1"),
                            "unknown-field",
                            "there is no such field; known are data and locale"));
                }
            });
            JsonNode locale = request.path("locale");
            if (!locale.isMissingNode()
                    && (!locale.isTextual() || locale.textValue().length() > LONGEST_LOCALE)) {
                faults.add(Problem.Fault.at("/locale", "invalid-value", "a locale is a BCP 47 tag such as de-AT"));
            }
            JsonNode data = request.path("data");
            if (!data.isMissingNode() && !data.isObject()) {
                faults.add(Problem.Fault.at("/data", "invalid-value", "data are an object"));
            }
            if (!faults.isEmpty()) {
                throw new ProblemException(Problem.invalidBody(faults));
            }
            return new RenderRequest(locale.textValue(), data.isObject() ? JsonValues.map(data) : Map.of());
        }

        private JsonNode parsed(byte[] body) {
            try {
                JsonNode request = json.readTree(body);
                if (request.isObject()) {
                    return request;
                }
            } catch (IOException e) {
                // Said below: the parser's own words may quote what was sent.
            }
            throw new ProblemException(Problem.invalidBody(List.of(Problem.Fault.at(
                    "",
                    "malformed-json",
                    "the content is one JSON object, nested no deeper"
                            + " than posthorn.intake.max-depth, without a field that is there twice"))));
        }
    }
}
