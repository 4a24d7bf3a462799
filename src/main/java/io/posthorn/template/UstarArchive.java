package io.posthorn.template;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of POSIX ustar that a handful of text files needs, with every date and owner zero, so that the same files
 * give the same octets, and any tar opens them.
 */
final class UstarArchive {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_END = 156;

    private UstarArchive() {}

    static byte[] write(SortedMap<String, byte[]> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        files.forEach((path, content) -> {
            out.writeBytes(header(path, content.length));
            out.writeBytes(content);
            out.writeBytes(new byte[padding(content.length)]);
        });
        out.writeBytes(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    static SortedMap<String, byte[]> read(byte[] archive) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        int at = 0;
        while (at + BLOCK <= archive.length && archive[at] != 0) {
            byte[] header = Arrays.copyOfRange(archive, at, at + BLOCK);
            int size = Integer.parseInt(text(header, SIZE_AT, 11), 8);
            String path = text(header, 0, NAME);
            if (size > archive.length - at - BLOCK || !Arrays.equals(header, header(path, size))) {
                throw new IllegalArgumentException("not an archive of a template: damaged at octet " + at);
            }
            files.put(path, Arrays.copyOfRange(archive, at + BLOCK, at + BLOCK + size));
            at += BLOCK + size + padding(size);
        }
        return files;
    }

    private static byte[] header(String path, int size) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length >= NAME) {
            throw new BrokenTemplateException(path, 0, "the path has " + NAME + " octets or more");
        }
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, name.length);
        put(header, NAME, "0000644\0" + "0000000\0" + "0000000\0" + "%011o\0".formatted(size) + "00000000000\0");
        Arrays.fill(header, CHECKSUM_AT, CHECKSUM_END, (byte) ' ');
        put(header, CHECKSUM_END, "0");
        put(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte octet : header) {
            sum += octet & 0xFF;
        }
        put(header, CHECKSUM_AT, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octets, 0, header, at, octets.length);
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static int padding(int size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }
}
