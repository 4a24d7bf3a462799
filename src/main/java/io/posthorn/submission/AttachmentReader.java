package io.posthorn.submission;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.mail.Attachment;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads attachments; the content is base64 (RFC 4648 section 4), with its padding and nothing else. */
final class AttachmentReader {

    private static final Set<String> KNOWN = Set.of("filename", "contentType", "content", "contentId");

    private AttachmentReader() {}

    static List<Attachment> read(Fields fields, String field, IntakeConfig limits) {
        List<Attachment> attachments = new ArrayList<>();
        Set<String> contentIds = new HashSet<>();
        long octets = 0;
        int index = 0;
        for (JsonNode element : fields.list(field, limits.maxAttachments())) {
            String pointer = Faults.at(fields.pointer(field), index++);
            Attachment attachment = readOne(element, pointer, fields.faults());
            if (attachment != null) {
                attachments.add(attachment);
                octets += attachment.content().length;
                if (attachment.contentId() != null && !contentIds.add(attachment.contentId())) {
                    fields.faults().add(Faults.at(pointer, "contentId"), "repeated", "another attachment has the same");
                }
            }
        }
        if (octets > limits.maxAttachmentsSize().asLongValue()) {
            fields.faults()
                    .add(
                            fields.pointer(field),
                            "too-large",
                            "may have at most " + limits.maxAttachmentsSize().asLongValue()
                                    + " octets in all (posthorn.intake.max-attachments-size)");
        }
        return attachments;
    }

    private static Attachment readOne(JsonNode element, String pointer, Faults faults) {
        if (!element.isObject()) {
            faults.add(pointer, "type", "must be an object");
            return null;
        }
        Fields fields = new Fields(element, pointer, faults);
        fields.refuseUnknown(KNOWN);
        String filename = required(fields, "filename");
        String contentType = required(fields, "contentType");
        byte[] content = content(fields);
        String contentId = fields.string("contentId");
        if (filename == null || contentType == null || content == null) {
            return null;
        }
        try {
            return new Attachment(filename, contentType, content, contentId);
        } catch (IllegalArgumentException e) {
            faults.add(pointer, "attachment", e.getMessage());
            return null;
        }
    }

    private static byte[] content(Fields fields) {
        if (required(fields, "content") == null) {
            return null;
        }
        return fields.parsed("content", "base64", text -> {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("must be base64 with its padding and without line ends", e);
            }
        });
    }

    private static String required(Fields fields, String field) {
        if (!fields.has(field)) {
            fields.faults().add(fields.pointer(field), "required", "must be given");
            return null;
        }
        return fields.string(field);
    }
}
