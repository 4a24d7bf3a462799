package io.posthorn.template.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a rule says about one property.
 *
 * @param property in lower case
 * @param value as written, without comments and needless space
 * @param important whether it says {@code !important}
 */
public record Declaration(String property, String value, boolean important) {

    private static final Pattern PROPERTY = Pattern.compile("-?-?[A-Za-z_][A-Za-z0-9_-]*");
    private static final Pattern IMPORTANT = Pattern.compile("(?i)\\s*!\\s*important$");

    /**
     * The declarations of a block or of a {@code style} attribute, in their order.
     *
     * @param text without the braces
     * @param listener is told what is no declaration; that is left out, as browsers do
     */
    public static List<Declaration> parse(String text, CssListener listener) {
        List<Declaration> declarations = new ArrayList<>();
        CssScanner scanner = new CssScanner(text);
        for (scanner.skipSpace(); !scanner.atEnd(); scanner.skipSpace()) {
            int from = scanner.at();
            int end = scanner.find(";");
            if (end > from) {
                one(text.substring(from, end), from, listener, declarations);
            }
            scanner.moveTo(end + 1);
        }
        return declarations;
    }

    private static void one(String text, int at, CssListener listener, List<Declaration> declarations) {
        String tidy = CssScanner.tidy(text);
        int colon = tidy.indexOf(':');
        String property = colon < 0 ? tidy : tidy.substring(0, colon).strip();
        String value = colon < 0 ? "" : tidy.substring(colon + 1).strip();
        boolean important = IMPORTANT.matcher(value).find();
        value = IMPORTANT.matcher(value).replaceFirst("");
        if (!PROPERTY.matcher(property).matches()) {
            listener.complaint(at, "“" + shortened(tidy) + "” is no declaration; one is written property: value;");
        } else if (value.isEmpty()) {
            listener.complaint(at, "“" + property + "” has no value");
        } else if (value.indexOf('{') >= 0 || value.indexOf('}') >= 0) {
            listener.complaint(at, "a ; or } is missing after “" + property + "”");
        } else {
            String name = property.startsWith("--") ? property : property.toLowerCase(Locale.ROOT);
            Declaration declaration = new Declaration(name, value, important);
            listener.declared(at, declaration);
            declarations.add(declaration);
        }
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    Declaration withImportance(boolean wanted) {
        return wanted == important ? this : new Declaration(property, value, wanted);
    }

    @Override
    public String toString() {
        return property + ':' + value + (important ? "!important" : "");
    }
}
