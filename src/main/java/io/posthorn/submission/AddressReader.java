package io.posthorn.submission;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads addresses, each a string or an object with address and name. */
final class AddressReader {

    private static final Set<String> KNOWN = Set.of("address", "name");
    private static final String CODE = "address";

    private AddressReader() {}

    /** The one mailbox of a field, or null. */
    static Mailbox one(Fields fields, String field) {
        JsonNode value = fields.get(field);
        return value == null ? null : read(value, fields.pointer(field), fields.faults());
    }

    /** The mailboxes of a list. */
    static List<Mailbox> list(Fields fields, String field, int most) {
        List<Mailbox> mailboxes = new ArrayList<>();
        int index = 0;
        for (JsonNode element : fields.list(field, most)) {
            Mailbox mailbox = read(element, Faults.at(fields.pointer(field), index++), fields.faults());
            if (mailbox != null) {
                mailboxes.add(mailbox);
            }
        }
        return mailboxes;
    }

    private static Mailbox read(JsonNode value, String pointer, Faults faults) {
        try {
            if (value.isTextual()) {
                return Mailbox.parse(value.textValue());
            }
            if (value.isObject()) {
                return readObject(new Fields(value, pointer, faults));
            }
            faults.add(pointer, "type", "must be a string or an object with address and name");
        } catch (IllegalArgumentException e) {
            faults.add(pointer, CODE, e.getMessage());
        }
        return null;
    }

    private static Mailbox readObject(Fields fields) {
        fields.refuseUnknown(KNOWN);
        if (!fields.has("address")) {
            fields.faults().add(fields.pointer("address"), "required", "must be given");
            return null;
        }
        EmailAddress address = fields.parsed("address", CODE, EmailAddress::new);
        String name = fields.string("name");
        return address == null ? null : new Mailbox(address, name);
    }
}
