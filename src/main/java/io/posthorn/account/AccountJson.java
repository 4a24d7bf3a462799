package io.posthorn.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Ledgers and offenders as JSON: in the database, and for programs. */
public final class AccountJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AccountJson() {}

    /** An offender, as {@code posthorn audit verify -o json} tells it. */
    public static ObjectNode write(Offender offender) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", offender.kind().label());
        if (offender.subject() instanceof Offender.Offsets offsets) {
            json.put("topic", offsets.topic());
            json.put("partition", offsets.partition());
            json.put("offset", offsets.from());
            json.put("to", offsets.to());
        } else if (offender.subject() instanceof Offender.Mail mail) {
            json.put("mailId", mail.mail());
            if (mail.ordinal() != null) {
                json.put("ordinal", mail.ordinal());
            }
            if (mail.recipient() != null) {
                json.put("recipient", mail.recipient());
            }
        }
        json.put("detail", offender.detail());
        return json;
    }

    static String write(List<Offender> offenders) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        offenders.forEach(offender -> array.add(write(offender)));
        return array.toString();
    }

    static List<Offender> readOffenders(String text) {
        List<Offender> offenders = new ArrayList<>();
        for (JsonNode json : read(text)) {
            Offender.Kind kind = Offender.Kind.valueOf(
                    json.get("kind").textValue().toUpperCase(Locale.ROOT).replace('-', '_'));
            Offender.Subject subject = json.has("topic")
                    ? new Offender.Offsets(
                            json.get("topic").textValue(),
                            json.get("partition").intValue(),
                            json.get("offset").longValue(),
                            json.get("to").longValue())
                    : new Offender.Mail(
                            json.get("mailId").textValue(),
                            json.has("ordinal") ? json.get("ordinal").intValue() : null,
                            json.path("recipient").textValue());
            offenders.add(new Offender(kind, subject, json.get("detail").textValue()));
        }
        return offenders;
    }

    static String write(Ledger ledger) {
        ArrayNode pages = JsonNodeFactory.instance.arrayNode();
        ledger.pages().forEach((partition, page) -> {
            ObjectNode json = pages.addObject();
            json.put("topic", partition.topic());
            json.put("partition", partition.number());
            json.put("next", page.next());
            ArrayNode gaps = json.putArray("gaps");
            page.gaps().forEach((from, to) -> gaps.addArray().add(from).add(to));
        });
        return pages.toString();
    }

    static Ledger readLedger(String text) {
        Ledger ledger = new Ledger();
        for (JsonNode page : read(text)) {
            NavigableMap<Long, Long> gaps = new TreeMap<>();
            page.get("gaps")
                    .forEach(gap -> gaps.put(gap.get(0).longValue(), gap.get(1).longValue()));
            ledger.restore(
                    new Ledger.Partition(
                            page.get("topic").textValue(), page.get("partition").intValue()),
                    page.get("next").longValue(),
                    gaps);
        }
        return ledger;
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a jsonb column holds no JSON", e);
        }
    }
}
