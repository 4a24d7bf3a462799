package io.posthorn.template.check;

/** The HTML of a template with what is Qute taken out: positions stay as they are, so that each is still in its line. */
final class MaskedSource {

    /** Stands where data would. */
    static final char DATA = '\u0001';

    private MaskedSource() {}

    static String of(String source) {
        StringBuilder masked = new StringBuilder(source);
        for (int[] tag : new QuteTags(source).tags()) {
            char kind = source.charAt(tag[0] + 1);
            if (kind == '|') {
                fill(masked, tag[0], tag[0] + 2, ' ');
                fill(masked, Math.max(tag[0] + 2, tag[1] - 2), tag[1], ' ');
            } else {
                fill(masked, tag[0], tag[1], "!#/".indexOf(kind) >= 0 ? ' ' : DATA);
            }
        }
        return masked.toString();
    }

    private static void fill(StringBuilder text, int from, int to, char with) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, with);
            }
        }
    }
}
