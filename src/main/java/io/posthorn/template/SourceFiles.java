package io.posthorn.template;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that one template's content depends on, by path within the set: UTF-8 text with LF at line ends, and images.
 */
public final class SourceFiles {

    /** Largest file, in octets; far more than any mail should be. */
    static final int MAX_FILE = 262_144;

    private final SortedMap<String, String> texts = new TreeMap<>();
    private final SortedMap<String, byte[]> images = new TreeMap<>();

    /** Reads an archive made by {@link #archive()}. */
    static SourceFiles ofArchive(byte[] archive) {
        SourceFiles files = new SourceFiles();
        UstarArchive.read(archive).forEach((path, content) -> {
            if (Images.isImage(path)) {
                files.images.put(path, content);
            } else {
                files.texts.put(path, decoded(path, content));
            }
        });
        return files;
    }

    void add(String path, byte[] content) {
        if (content.length > MAX_FILE) {
            throw new BrokenTemplateException(path, 0, "has more than " + MAX_FILE / 1024 + " KiB");
        }
        if (Images.isImage(path)) {
            Images.check(path, content);
            images.put(path, content);
        } else {
            texts.put(path, decoded(path, content));
        }
    }

    void add(String path, String text) {
        texts.put(path, text);
    }

    boolean has(String path) {
        return texts.containsKey(path);
    }

    /** The text of a file that must be there. */
    String text(String path) {
        String text = texts.get(path);
        if (text == null) {
            throw new BrokenTemplateException(path, 0, "there is no such file");
        }
        return text;
    }

    /** Every text by its path, in the order of the paths. */
    SortedMap<String, String> texts() {
        return Collections.unmodifiableSortedMap(texts);
    }

    /** Every image by its path, in the order of the paths. */
    SortedMap<String, byte[]> images() {
        return Collections.unmodifiableSortedMap(images);
    }

    /** All files in the order of their paths as a ustar archive; the same files give the same octets. */
    byte[] archive() {
        SortedMap<String, byte[]> contents = new TreeMap<>(images);
        for (Map.Entry<String, String> file : texts.entrySet()) {
            contents.put(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return UstarArchive.write(contents);
    }

    /** SHA-256 in hexadecimal. */
    public static String hash(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Without what an editor or a checkout on another system may have added: byte order mark and CR. */
    static String decoded(String path, byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return (text.startsWith("\uFEFF") ? text.substring(1) : text).replace("\r\n", "\n");
        } catch (CharacterCodingException e) {
            throw new BrokenTemplateException(path, 0, "is not UTF-8; save it as UTF-8");
        }
    }
}
