package io.posthorn;

import static io.posthorn.testing.Contract.REQUEST;
import static io.posthorn.testing.Contract.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.HeaderField;
import io.posthorn.mail.Mailbox;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schemas, the page and the code say the same. */
class ContractVocabularyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "Ada Lovelace <ada@example.org>",
                "\"Lovelace, Ada\" <ada@example.org>",
                "Ада <ada@example.org>",
                "<ada@example.org>",
                "a.b+c@xn--bcher-kva.example",
                "\"a b\"@example.org",
                "\"a@b\"@example.org",
                "ada",
                "ada@",
                "@example.org",
                "ada@exa mple.org",
                "ada@[192.0.2.1]",
                "ada@example.org\r\n",
                "ada@example.org\n",
                ".ada@example.org",
                "a..b@example.org",
                "ada@-example.org",
                "ada@example..org",
                "ädä@example.org",
                "Ada ada@example.org>",
                "Ada <<ada@example.org>",
                "Ada <ada@example.org> ",
                "A\"da <ada@example.org>",
                "A\r\nda <ada@example.org>",
                "\"\" <ada@example.org>",
                "a1234567890123456789012345678901234567890123456789012345678901234@example.org",
            })
    void theSchemaAndTheGatewayAgreeOnAddresses(String address) {
        ObjectNode request = request();
        request.withArray("to").set(0, JsonNodeFactory.instance.textNode(address));

        assertThat(REQUEST.faults(request).isEmpty()).isEqualTo(accepted(() -> Mailbox.parse(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Report",
                "x-report",
                "X-",
                "List-Id",
                "LIST-UNSUBSCRIBE",
                "List-",
                "References",
                "in-reply-to",
                "Auto-Submitted",
                "Precedence",
                "feedback-ID",
                "Feedback",
                "Subject",
                "X-A:",
                "X A",
                "Bcc",
                "XReport",
            })
    void theSchemaAndTheGatewayAgreeOnHeaderNames(String name) {
        ObjectNode request = request();
        request.withObject("/headers").put(name, "value");

        assertThat(REQUEST.faults(request).isEmpty()).isEqualTo(accepted(() -> new HeaderField(name, "value")));
    }

    @Test
    void everyStateOfADeliveryHasItsResultAndItsLineOnThePage() throws IOException {
        Set<String> types = Stream.concat(
                        Stream.of("mail.accepted", "mail.rejected", "mail.duplicate", "delivery.late"),
                        Stream.of(DeliveryState.values())
                                .filter(state -> state != DeliveryState.ACCEPTED)
                                .map(state -> "delivery." + state.label()))
                .collect(Collectors.toSet());

        assertThat(RESULT.json().at("/properties/type/enum"))
                .extracting(JsonNode::textValue)
                .containsExactlyInAnyOrderElementsOf(types);
        assertThat(types).allSatisfy(type -> assertThat(page()).containsPattern(lineAbout(type)));
    }

    @Test
    void everyPhaseOfASessionHasItsName() {
        assertThat(RESULT.json().at("/properties/smtp/properties/phase/enum"))
                .extracting(JsonNode::textValue)
                .containsExactlyElementsOf(
                        Stream.of(SmtpPhase.values()).map(SmtpPhase::name).toList());
    }

    @Test
    void everyFieldOfARequestHasItsLineOnThePage() throws IOException {
        assertThat(REQUEST.json().get("properties").fieldNames())
                .toIterable()
                .allSatisfy(field -> assertThat(page()).containsPattern(lineAbout(field)));
    }

    @ParameterizedTest
    @CsvSource({
        "request, /properties",
        "request, /$defs/address/oneOf/1/properties",
        "request, /$defs/attachment/properties",
        "result, /properties",
        "result, /properties/smtp/properties",
        "result, /properties/errors/items/properties",
        "result, /properties/template/properties",
    })
    void everyFieldIsDescribed(String contract, String fields) {
        JsonNode properties = Contract.valueOf(contract.toUpperCase(java.util.Locale.ROOT))
                .json()
                .at(fields);

        assertThat(properties.properties())
                .isNotEmpty()
                .allSatisfy(
                        field -> assertThat(field.getValue().path("description").asText())
                                .isNotBlank());
    }

    private static ObjectNode request() {
        return (ObjectNode)
                Contract.parse("{\"id\": \"a\", \"to\": [\"ada@example.org\"], \"subject\": \"a\", \"text\": \"a\"}");
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/events.md"));
    }

    private static String lineAbout(String name) {
        return "\\n\\|[^|]*`" + Pattern.quote(name) + "`[^|]*\\|";
    }

    private static boolean accepted(Runnable reader) {
        try {
            reader.run();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
