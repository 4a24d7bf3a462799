package io.posthorn.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.testing.mime.ReadMail;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a request asks for, read off its JSON without any of Posthorn's code, to be compared with what a reader finds in
 * the mail. Nothing more may be in the mail, and nothing else.
 */
final class WantedMail {

    private final JsonNode request;

    WantedMail(JsonNode request) {
        this.request = request;
    }

    /** Each recipient once, in any order. */
    List<String> recipients() {
        return List.of("to", "cc", "bcc").stream()
                .flatMap(list -> addresses(list).stream())
                .map(ReadMail.Address::address)
                .distinct()
                .toList();
    }

    /** Asserts that a reader finds in the mail what was asked for, header by header and part by part. */
    void assertIs(ReadMail read) {
        assertThat(read.headerNames()).containsExactlyInAnyOrderElementsOf(headerNames());
        assertThat(read.to()).isEqualTo(addresses("to"));
        assertThat(read.cc()).isEqualTo(addresses("cc"));
        if (request.has("from")) {
            assertThat(read.from()).isEqualTo(List.of(address(request.get("from"))));
        }
        if (request.has("replyTo")) {
            assertThat(read.replyTo()).isEqualTo(addresses("replyTo"));
        }
        request.path("headers").properties().forEach(header -> {
            String value = header.getValue().textValue();
            boolean free = header.getKey().regionMatches(true, 0, "X-", 0, 2);
            assertThat(read.header(header.getKey()))
                    .extracting(found -> free ? found.value() : found.raw())
                    .containsExactly(free ? value : value.strip());
        });
        if (request.has("template")) {
            assertThat(read.parts()).hasSize(2);
            assertThat(read.text("plain")).contains("Sencha");
            assertThat(read.text("html")).contains("Sencha").doesNotContain("<script>", "<img src=x");
            assertThat(read.subject())
                    .isEqualTo(request.at("/data/letter/title").textValue());
        } else {
            assertThat(read.subject()).isEqualTo(request.get("subject").textValue());
            assertThat(read.text("plain"))
                    .isEqualTo(ReadMail.lines(request.path("text").textValue()));
            assertThat(read.text("html"))
                    .isEqualTo(ReadMail.lines(request.path("html").textValue()));
        }
        assertFiles(read);
    }

    private void assertFiles(ReadMail read) {
        List<ReadMail.Part> files = read.files();
        JsonNode attachments = request.path("attachments");
        assertThat(files).hasSize(attachments.size());
        for (int i = 0; i < attachments.size(); i++) {
            JsonNode wanted = attachments.get(i);
            ReadMail.Part file = files.get(i);
            assertThat(file.fileName()).isEqualTo(wanted.get("filename").textValue());
            String type = wanted.get("contentType").textValue();
            assertThat(file.type()).isEqualTo(type.split(";", 2)[0].toLowerCase(Locale.ROOT));
            assertThat(file.contentId()).isEqualTo(wanted.path("contentId").asText());
            assertThat(file.content())
                    .isEqualTo(Base64.getDecoder().decode(wanted.get("content").textValue()));
        }
    }

    private List<String> headerNames() {
        List<String> names = new ArrayList<>(List.of(
                "date",
                "from",
                "to",
                "subject",
                "message-id",
                "mime-version",
                "content-type",
                "content-transfer-encoding"));
        if (request.path("to").isEmpty() && !request.path("cc").isEmpty()) {
            names.remove("to");
        }
        for (Map.Entry<String, String> optional :
                Map.of("cc", "cc", "replyTo", "reply-to").entrySet()) {
            if (!request.path(optional.getKey()).isEmpty()) {
                names.add(optional.getValue());
            }
        }
        List<String> own = new ArrayList<>();
        request.path("headers").fieldNames().forEachRemaining(name -> own.add(name.toLowerCase(Locale.ROOT)));
        if (request.has("template")) {
            names.addAll(List.of("precedence", "list-id", "list-unsubscribe", "list-unsubscribe-post"));
        }
        if (!own.contains("auto-submitted")) {
            names.add("auto-submitted");
        }
        names.addAll(own);
        return names;
    }

    private List<ReadMail.Address> addresses(String list) {
        List<ReadMail.Address> addresses = new ArrayList<>();
        request.path(list).forEach(address -> addresses.add(address(address)));
        return addresses;
    }

    private static ReadMail.Address address(JsonNode address) {
        if (address.isObject()) {
            return new ReadMail.Address(
                    address.path("name").asText(), address.get("address").textValue());
        }
        String text = address.textValue();
        if (!text.endsWith(">")) {
            return new ReadMail.Address("", text);
        }
        int open = text.lastIndexOf('<');
        String name = text.substring(0, open).replaceAll("^ +| +$", "");
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return new ReadMail.Address(
                quoted ? name.substring(1, name.length() - 1) : name, text.substring(open + 1, text.length() - 1));
    }
}
