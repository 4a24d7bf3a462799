package io.posthorn.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;

/** Every place of a request that takes a string, and how to put one there. */
enum HostileField {
    ID("/id", (request, text) -> request.put("id", text)),
    TENANT("/tenant", (request, text) -> request.put("tenant", text)),
    FROM("/from", (request, text) -> request.put("from", text)),
    FROM_NAMED("/from", (request, text) -> request.put("from", text + " <shop@example.org>")),
    FROM_ADDRESS("/from/address", (request, text) -> request.putObject("from").put("address", text)),
    FROM_NAME("/from", (request, text) -> named(request.putObject("from"), text)),
    TO("/to/0", (request, text) -> request.putArray("to").add(text)),
    TO_NAMED("/to/0", (request, text) -> request.putArray("to").add(text + " <ada@example.org>")),
    TO_ADDRESS("/to/0/address", (request, text) -> first(request, "to").put("address", text)),
    TO_NAME("/to/0", (request, text) -> named(first(request, "to"), text)),
    CC("/cc/0", (request, text) -> request.putArray("cc").add(text)),
    CC_NAMED("/cc/0", (request, text) -> request.putArray("cc").add(text + " <grace@example.org>")),
    CC_ADDRESS("/cc/0/address", (request, text) -> first(request, "cc").put("address", text)),
    CC_NAME("/cc/0", (request, text) -> named(first(request, "cc"), text)),
    BCC("/bcc/0", (request, text) -> request.putArray("bcc").add(text)),
    BCC_NAMED("/bcc/0", (request, text) -> request.putArray("bcc").add(text + " <grace@example.org>")),
    BCC_ADDRESS("/bcc/0/address", (request, text) -> first(request, "bcc").put("address", text)),
    BCC_NAME("/bcc/0", (request, text) -> named(first(request, "bcc"), text)),
    REPLY_TO("/replyTo/0", (request, text) -> request.putArray("replyTo").add(text)),
    REPLY_TO_NAMED("/replyTo/0", (request, text) -> request.putArray("replyTo").add(text + " <help@example.org>")),
    REPLY_TO_ADDRESS(
            "/replyTo/0/address", (request, text) -> first(request, "replyTo").put("address", text)),
    REPLY_TO_NAME("/replyTo/0", (request, text) -> named(first(request, "replyTo"), text)),
    SUBJECT("/subject", (request, text) -> request.put("subject", text)),
    TEXT("", (request, text) -> request.put("text", text)),
    HTML("", (request, text) -> request.put("html", text)),
    FILE_NAME("/attachments/0", (request, text) -> file(request).put("filename", text)),
    CONTENT_TYPE("/attachments/0", (request, text) -> file(request).put("contentType", text)),
    CONTENT_ID(
            "/attachments/0",
            (request, text) -> file(request.put("html", "<img>")).put("contentId", text)),
    CONTENT("/attachments/0/content", (request, text) -> file(request).put("content", text)),
    HEADER_NAME("/headers/", (request, text) -> request.putObject("headers").put(text, "value")),
    FREE_HEADER(
            "/headers/X-Free", (request, text) -> request.putObject("headers").put("X-Free", text)),
    FIXED_HEADER(
            "/headers/References",
            (request, text) -> request.putObject("headers").put("References", text)),
    STREAM("/stream", (request, text) -> request.put("stream", text)),
    TAG_NAME("/tags/", (request, text) -> request.withObject("/tags").put(text, "value")),
    TAG("/tags/t", (request, text) -> request.withObject("/tags").put("t", text)),
    CORRELATION_ID("/correlationId", (request, text) -> request.put("correlationId", text)),
    SEND_AT("/sendAt", (request, text) -> request.put("sendAt", text)),
    EXPIRES_AT("/expiresAt", (request, text) -> request.put("expiresAt", text)),
    ON_DOUBT("/onDoubt", (request, text) -> request.put("onDoubt", text)),
    UNKNOWN_FIELD("/", (request, text) -> request.put(text, "value")),
    TEMPLATE("/template", (request, text) -> newsletter(request).put("template", text)),
    LOCALE("/locale", (request, text) -> newsletter(request).put("locale", text)),
    DATA_IN_BODY(
            "/data", (request, text) -> newsletter(request).withObject("/data").put("name", text)),
    DATA_IN_SUBJECT(
            "/data",
            (request, text) -> newsletter(request).withObject("/data/letter").put("title", text)),
    DATA_IN_HEADER(
            "/data",
            (request, text) ->
                    newsletter(request).withObject("/data").put("unsubscribe", "https://shop.example.org/" + text)),
    DATA_NAME(
            "/data", (request, text) -> newsletter(request).withObject("/data").put(text, "value")),
    /** The id of a CloudEvent in binary mode: a record header. */
    EVENT_ID("/id", (request, text) -> request.remove("id")),
    /** The id of a CloudEvent in structured mode. */
    STRUCTURED_EVENT_ID("/id", (request, text) -> request.remove("id")),
    /** A record header. What is no trace context is nobody's fault, and goes nowhere. */
    TRACEPARENT("none", (request, text) -> {});

    private final String pointer;
    private final BiConsumer<ObjectNode, String> place;

    HostileField(String pointer, BiConsumer<ObjectNode, String> place) {
        this.pointer = pointer;
        this.place = place;
    }

    /** How the pointer to a fault of it begins. */
    String pointer() {
        return pointer;
    }

    void put(ObjectNode request, String text) {
        place.accept(request, text);
    }

    private static ObjectNode first(ObjectNode request, String list) {
        return request.putArray(list).addObject();
    }

    private static ObjectNode named(ObjectNode mailbox, String name) {
        return mailbox.put("address", "named@example.org").put("name", name);
    }

    private static ObjectNode file(ObjectNode request) {
        return request.putArray("attachments")
                .addObject()
                .put("filename", "a.bin")
                .put("contentType", "application/octet-stream")
                .put("content", "AAEC");
    }

    private static ObjectNode newsletter(ObjectNode request) {
        request.remove("subject");
        request.remove("text");
        request.put("template", "newsletter");
        ObjectNode data = request.putObject("data").put("unsubscribe", "https://shop.example.org/leave/1");
        ObjectNode letter = data.putObject("letter").put("title", "Tea");
        letter.putArray("opening").add("Good morning");
        letter.putArray("teas")
                .addObject()
                .put("name", "Sencha")
                .put("origin", "Uji")
                .put("text", "green")
                .put("price", 12)
                .put("currency", "EUR")
                .put("link", "https://shop.example.org/sencha")
                .put("tint", "green");
        return request;
    }
}
