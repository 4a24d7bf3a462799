package io.posthorn.template.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which CSS common mail programs drop: {@code mail-css.txt}. */
final class CssSupport {

    private static final List<Gap> GAPS = read();

    /**
     * What some mail programs do not know.
     *
     * @param property matches the whole name of a property, or an at-rule
     * @param value matches a part of the value
     * @param droppedBy mail programs
     * @param instead what they do know
     */
    record Gap(Pattern property, Pattern value, String droppedBy, String instead) {}

    private CssSupport() {}

    /** What is known against that declaration, or at-rule and an empty value. */
    static Optional<Gap> gap(String property, String value) {
        return GAPS.stream()
                .filter(gap -> gap.property().matcher(property).matches())
                .filter(gap -> gap.value().matcher(value).find())
                .findFirst();
    }

    private static List<Gap> read() {
        try (InputStream in = CssSupport.class.getResourceAsStream("/mail-css.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s*;\\s*"))
                    .map(cells -> new Gap(
                            Pattern.compile(cells[0], Pattern.CASE_INSENSITIVE),
                            Pattern.compile(cells[1], Pattern.CASE_INSENSITIVE),
                            cells[2],
                            cells[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
