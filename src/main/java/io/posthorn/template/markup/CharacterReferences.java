package io.posthorn.template.markup;

import java.util.Map;

/** Character references of HTML: those that mails use by name, and all by number. */
public final class CharacterReferences {

    private static final int LONGEST = 10;
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", "\u00a0"),
            Map.entry("ensp", "\u2002"),
            Map.entry("emsp", "\u2003"),
            Map.entry("thinsp", "\u2009"),
            Map.entry("shy", "\u00ad"),
            Map.entry("zwj", "\u200d"),
            Map.entry("zwnj", "\u200c"),
            Map.entry("lrm", "\u200e"),
            Map.entry("rlm", "\u200f"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("hellip", "…"),
            Map.entry("bull", "•"),
            Map.entry("middot", "·"),
            Map.entry("times", "×"),
            Map.entry("copy", "©"),
            Map.entry("reg", "®"),
            Map.entry("trade", "™"),
            Map.entry("deg", "°"),
            Map.entry("euro", "€"),
            Map.entry("pound", "£"),
            Map.entry("laquo", "«"),
            Map.entry("raquo", "»"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("sbquo", "‚"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("bdquo", "„"),
            Map.entry("larr", "←"),
            Map.entry("rarr", "→"),
            Map.entry("check", "✓"),
            Map.entry("auml", "ä"),
            Map.entry("ouml", "ö"),
            Map.entry("uuml", "ü"),
            Map.entry("Auml", "Ä"),
            Map.entry("Ouml", "Ö"),
            Map.entry("Uuml", "Ü"),
            Map.entry("szlig", "ß"),
            Map.entry("eacute", "é"),
            Map.entry("egrave", "è"),
            Map.entry("agrave", "à"),
            Map.entry("ccedil", "ç"));

    private CharacterReferences() {}

    /** The text that is meant; what is no reference, or one by an unknown name, stays as it is. */
    public static String decode(String text) {
        int at = text.indexOf('&');
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (at >= 0) {
            int end = text.indexOf(';', at);
            String meant = end < 0 || end - at > LONGEST ? null : meant(text.substring(at + 1, end));
            if (meant != null) {
                out.append(text, from, at).append(meant);
                from = end + 1;
            }
            at = text.indexOf('&', Math.max(at + 1, from));
        }
        return out.append(text, from, text.length()).toString();
    }

    private static String meant(String reference) {
        return reference.startsWith("#") ? numbered(reference.substring(1)) : NAMED.get(reference);
    }

    private static String numbered(String number) {
        try {
            boolean hexadecimal = number.startsWith("x") || number.startsWith("X");
            int c = hexadecimal ? Integer.parseInt(number.substring(1), 16) : Integer.parseInt(number);
            boolean text = Character.isValidCodePoint(c) && c > 0 && (c < 0xD800 || c > 0xDFFF);
            return text ? Character.toString(c) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
