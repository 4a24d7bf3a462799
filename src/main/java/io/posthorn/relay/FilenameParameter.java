package io.posthorn.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code filename} of a Content-Disposition: quoted if it is ASCII that no reader could take for something encoded,
 * else in the extended form of RFC 2231, in numbered sections if it is long.
 */
final class FilenameParameter {

    private static final int SECTION = 60;
    private static final String ATTRIBUTE_SPECIALS = "!#$&+-.^_`{}|~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private FilenameParameter() {}

    /** The parameters in order, each fit for a line of its own. */
    static List<String> of(String filename) {
        if (filename.length() <= SECTION && !encodedToSomebody(filename)) {
            return List.of("filename=\"" + filename.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
        List<String> sections = sections(filename);
        if (sections.size() == 1) {
            return List.of("filename*=UTF-8''" + sections.get(0));
        }
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            parameters.add("filename*" + i + "*=" + (i == 0 ? "UTF-8''" : "") + sections.get(i));
        }
        return parameters;
    }

    /** There are readers that decode encoded words here, or percent signs and apostrophes without the asterisk. */
    private static boolean encodedToSomebody(String filename) {
        return EncodedWords.needed(filename) || filename.indexOf('\'') >= 0 || filename.indexOf('%') >= 0;
    }

    /** Percent-encoded, cut between characters. */
    private static List<String> sections(String filename) {
        List<String> sections = new ArrayList<>();
        StringBuilder section = new StringBuilder();
        filename.codePoints().forEach(c -> {
            String encoded = encoded(c);
            if (section.length() + encoded.length() > SECTION - "UTF-8''".length()) {
                sections.add(section.toString());
                section.setLength(0);
            }
            section.append(encoded);
        });
        sections.add(section.toString());
        return sections;
    }

    private static String encoded(int c) {
        if ((c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || ATTRIBUTE_SPECIALS.indexOf(c) >= 0) {
            return Character.toString(c);
        }
        StringBuilder octets = new StringBuilder();
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            octets.append('%').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
        }
        return octets.toString();
    }
}
