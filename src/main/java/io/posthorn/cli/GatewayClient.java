package io.posthorn.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls a gateway's API. */
final class GatewayClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** An action by filter takes its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;

    GatewayClient(URI url) {
        this.url = url;
    }

    /**
     * What the gateway said.
     *
     * @param ok whether it did what it was asked to
     * @param body its answer, or null if there is none
     * @param trouble why there is none, for people
     */
    record Answer(boolean ok, JsonNode body, String trouble) {

        static Answer none(String trouble) {
            return new Answer(false, null, trouble);
        }
    }

    /** Text as one segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Answer post(String path, JsonNode body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(url.toString().replaceAll("/$", "") + path))
                    .header("Content-Type", "application/json")
                    .timeout(PATIENCE)
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                    .build();
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            return answer != null && answer.isObject()
                    ? new Answer(response.statusCode() / 100 == 2, answer, null)
                    : Answer.none("what answers at " + url + " is no Posthorn: status " + response.statusCode());
        } catch (JacksonException e) {
            return Answer.none("what answers at " + url + " is no Posthorn: its answer is not JSON");
        } catch (IOException e) {
            return Answer.none("no gateway answers at " + url + " (--url says where it is)");
        } catch (IllegalArgumentException e) {
            return Answer.none("not a URL of a gateway: " + url + path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.none("interrupted; what was begun is done, and may be repeated");
        }
    }
}
