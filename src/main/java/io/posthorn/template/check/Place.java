package io.posthorn.template.check;

import io.quarkus.qute.TemplateNode;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a set.
 *
 * @param file path within the set
 * @param line counted from 1, or 0 for the file as a whole
 */
public record Place(String file, int line) {

    private static final Pattern PART_OF_FILE = Pattern.compile("(.+):(\\d+)");

    /**
     * Where a node stands. The name of what was parsed is a path, or for a part of a file that begins in a later line,
     * path and line: {@code note/template.yaml:7}.
     *
     * @param sources gives the text of a file, or null
     */
    public static Place of(TemplateNode.Origin origin, UnaryOperator<String> sources) {
        int line = Math.max(0, origin.getLine());
        Matcher part = PART_OF_FILE.matcher(origin.getTemplateId());
        if (part.matches()) {
            return new Place(part.group(1), Integer.parseInt(part.group(2)) + Math.max(0, line - 1));
        }
        String source = line == 0 ? null : sources.apply(origin.getTemplateId());
        return new Place(
                origin.getTemplateId(),
                source == null ? line : new QuteTags(source).line(line, origin.getLineCharacterStart()));
    }

    /** The place of a position in the text of a file. */
    static Place of(String file, String text, int position) {
        int line = 1;
        for (int i = 0; i < Math.min(position, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return new Place(file, line);
    }

    @Override
    public String toString() {
        return line > 0 ? file + ", line " + line : file;
    }
}
