package io.posthorn.api;

import io.posthorn.mail.MailId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/** Where a page begins, as opaque text that holds for one question only: what is asked is hashed into it. */
final class Cursor {

    private static final int DIGEST = 8;
    private static final int LENGTH = DIGEST + 16;

    private Cursor() {}

    static String write(MailId id, SortedMap<String, String> question) {
        byte[] octets = ByteBuffer.allocate(LENGTH)
                .put(digest(question), 0, DIGEST)
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** Empty if it is not a cursor of this question. */
    static Optional<MailId> read(String text, SortedMap<String, String> question) {
        byte[] octets;
        try {
            octets = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (octets.length != LENGTH) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        if (!buffer.slice(0, DIGEST).equals(ByteBuffer.wrap(digest(question), 0, DIGEST))) {
            return Optional.empty();
        }
        buffer.position(DIGEST);
        return Optional.of(new MailId(new UUID(buffer.getLong(), buffer.getLong())));
    }

    private static byte[] digest(SortedMap<String, String> question) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, String> asked : question.entrySet()) {
                sha256.update((asked.getKey() + "\0" + asked.getValue() + "\0").getBytes(StandardCharsets.UTF_8));
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
