package io.posthorn.relay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Encoded words (RFC 2047) in UTF-8: each at most 75 characters long and made of whole characters, in base64 or in the
 * Q encoding, whichever is shorter for the text as a whole. Q leaves only what may stand bare in a phrase too, so that
 * one encoding fits every header.
 */
final class EncodedWords {

    private static final int LONGEST_WORD = 75;
    private static final int WRAPPING = "=?UTF-8?Q??=".length();
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private EncodedWords() {}

    /** Whether a decoder would take the text for something else if it stood as it is. */
    static boolean needed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x7F || (c == '=' && i + 1 < text.length() && text.charAt(i + 1) == '?')) {
                return true;
            }
        }
        return false;
    }

    /**
     * The words, to be separated by white space, which a decoder drops.
     *
     * @param room columns left for the first word; if too few even for one character, the word is as short as can be
     */
    static List<String> of(String text, int room) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        boolean q = qLength(utf8) <= (utf8.length + 2) / 3 * 4;
        List<String> words = new ArrayList<>();
        int limit = Math.min(room, LONGEST_WORD) - WRAPPING;
        int start = 0;
        int length = 0;
        int payload = 0;
        for (int next = 0; next < utf8.length; next += length) {
            length = characterLength(utf8[next]);
            int grown = q ? payload + qLength(utf8, next, length) : (next + length - start + 2) / 3 * 4;
            if (grown > limit && next > start) {
                words.add(word(utf8, start, next, q));
                start = next;
                limit = LONGEST_WORD - WRAPPING;
                grown = q ? qLength(utf8, next, length) : (length + 2) / 3 * 4;
            }
            payload = grown;
        }
        words.add(word(utf8, start, utf8.length, q));
        return words;
    }

    private static String word(byte[] utf8, int from, int to, boolean q) {
        if (!q) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream(to - from);
            octets.write(utf8, from, to - from);
            return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(octets.toByteArray()) + "?=";
        }
        StringBuilder word = new StringBuilder(LONGEST_WORD).append("=?UTF-8?Q?");
        for (int i = from; i < to; i++) {
            byte b = utf8[i];
            if (b == ' ') {
                word.append('_');
            } else if (bare(b)) {
                word.append((char) b);
            } else {
                word.append('=').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
            }
        }
        return word.append("?=").toString();
    }

    private static int qLength(byte[] utf8) {
        return qLength(utf8, 0, utf8.length);
    }

    private static int qLength(byte[] utf8, int from, int length) {
        int sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += utf8[i] == ' ' || bare(utf8[i]) ? 1 : 3;
        }
        return sum;
    }

    /** What RFC 2047 section 5 (3) allows within a phrase. */
    private static boolean bare(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '!'
                || b == '*'
                || b == '+'
                || b == '-'
                || b == '/';
    }

    private static int characterLength(byte lead) {
        return lead >= 0 ? 1 : (lead & 0xE0) == 0xC0 ? 2 : (lead & 0xF0) == 0xE0 ? 3 : 4;
    }
}
