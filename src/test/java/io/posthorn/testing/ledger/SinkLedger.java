package io.posthorn.testing.ledger;

import io.posthorn.testing.smtp.ReceivedMail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a sink took, without keeping the mails: {@code sink.onMail(ledger)}. */
public final class SinkLedger implements Ledger<Taken>, Consumer<ReceivedMail> {

    private final List<Taken> entries = new ArrayList<>();

    /** What {@code SmtpSinkMain --dump FILE} wrote down. */
    public static Ledger<Taken> ofDump(Path file) {
        return reader -> {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] fields = line.split("\t");
                    long fingerprint = Long.parseUnsignedLong(fields[2].substring(0, 16), 16);
                    for (String recipient : fields[1].split(",")) {
                        reader.accept(new Taken(fields[0], recipient, fingerprint));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Override
    public void accept(ReceivedMail mail) {
        long fingerprint = fingerprint(mail.raw());
        String messageId = mail.header("Message-ID");
        synchronized (entries) {
            mail.recipients().forEach(recipient -> entries.add(new Taken(messageId, recipient, fingerprint)));
        }
    }

    /** Mails taken so far. */
    public int size() {
        synchronized (entries) {
            return entries.size();
        }
    }

    @Override
    public void read(Consumer<? super Taken> reader) {
        List<Taken> all;
        synchronized (entries) {
            all = List.copyOf(entries);
        }
        all.forEach(reader);
    }

    /** The first 64 bits of the SHA-256. */
    private static long fingerprint(String raw) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(raw.getBytes(StandardCharsets.ISO_8859_1));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
