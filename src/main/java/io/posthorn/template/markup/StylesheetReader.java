package io.posthorn.template.markup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the text of a {@code <style>} element. */
public final class StylesheetReader {

    private static final Set<String> CONDITIONAL = Set.of("@media", "@supports", "@layer", "@container");

    private final boolean rightToLeft;
    private final CssListener listener;
    private final List<Stylesheet.Rule> rules = new ArrayList<>();
    private final Set<String> keptProperties = new HashSet<>();
    private final StringBuilder kept = new StringBuilder();

    private StylesheetReader(boolean rightToLeft, CssListener listener) {
        this.rightToLeft = rightToLeft;
        this.listener = listener;
    }

    /**
     * What was read.
     *
     * @param rules those that are written into elements
     * @param kept the text of the others, as it stays in {@code <style>}; may be empty
     */
    record Result(Stylesheet rules, String kept) {}

    static Result read(String css, boolean rightToLeft) {
        StylesheetReader reader = new StylesheetReader(rightToLeft, CssListener.NONE);
        reader.read(css, false, reader.kept);
        return new Result(new Stylesheet(reader.rules, reader.keptProperties), reader.kept.toString());
    }

    /** Reads only to hear what is wrong. */
    public static void check(String css, CssListener listener) {
        StylesheetReader reader = new StylesheetReader(false, listener);
        reader.read(css, false, reader.kept);
    }

    private void read(String css, boolean conditional, StringBuilder out) {
        CssScanner scanner = new CssScanner(css);
        for (scanner.skipSpace(); !scanner.atEnd(); scanner.skipSpace()) {
            int from = scanner.at();
            int end = scanner.find(scanner.peek() == '@' ? "{;" : "{}");
            if (end == css.length() || css.charAt(end) == ';') {
                statement(css.substring(from, end), from, out);
                scanner.moveTo(end + 1);
                continue;
            }
            if (css.charAt(end) == '}') {
                listener.complaint(end, "a } too many");
                scanner.moveTo(end + 1);
                continue;
            }
            scanner.moveTo(end + 1);
            int close = scanner.find("}");
            if (close == css.length()) {
                listener.complaint(from, "the } is missing that ends this rule");
            }
            block(new Block(css.substring(from, end), css.substring(end + 1, close), end + 1), conditional, out);
            scanner.moveTo(close + 1);
        }
    }

    /** A block and what stands before it; {@code start} is where its content begins. */
    private record Block(String prelude, String content, int start) {}

    private void statement(String text, int at, StringBuilder out) {
        if (text.startsWith("@")) {
            listener.atRule(at, text.strip());
            out.append(text.strip()).append(";\n");
        } else {
            listener.complaint(
                    at, "“" + CssScanner.tidy(text) + "” is no rule; one is written selector { property: value; }");
        }
    }

    private void block(Block block, boolean conditional, StringBuilder out) {
        String prelude = CssScanner.tidy(block.prelude());
        if (!prelude.startsWith("@")) {
            rule(prelude, block, conditional, out);
            return;
        }
        listener.atRule(block.start(), prelude);
        if (CONDITIONAL.contains(prelude.split("[ (]", 2)[0])) {
            StringBuilder inner = new StringBuilder();
            StylesheetReader reader = new StylesheetReader(
                    rightToLeft, listener.from(block.start()).conditional());
            reader.read(block.content(), true, inner);
            keptProperties.addAll(reader.keptProperties);
            out.append(prelude).append(" {\n").append(inner).append("}\n");
        } else {
            out.append(prelude).append(" {").append(block.content()).append("}\n");
        }
    }

    private void rule(String prelude, Block block, boolean conditional, StringBuilder out) {
        List<Declaration> declarations = Declaration.parse(block.content(), listener.from(block.start()));
        if (prelude.isEmpty()) {
            listener.complaint(block.start(), "a rule without a selector");
        }
        List<Selector> early = new ArrayList<>();
        List<String> late = new ArrayList<>();
        for (String selector : selectors(prelude)) {
            Optional<Selector> read = conditional ? Optional.empty() : SelectorReader.read(selector);
            read.ifPresentOrElse(early::add, () -> late.add(selector));
        }
        if (!early.isEmpty()) {
            rules.add(new Stylesheet.Rule(early, declarations));
        }
        if (!late.isEmpty() && !declarations.isEmpty()) {
            List<Declaration> physical = declarations.stream()
                    .flatMap(declaration -> LogicalProperties.physical(declaration, rightToLeft).stream())
                    .map(declaration -> declaration.withImportance(true))
                    .toList();
            physical.forEach(declaration -> keptProperties.add(declaration.property()));
            out.append(String.join(", ", late))
                    .append(" { ")
                    .append(physical.stream()
                            .map(d -> d.property() + ": " + d.value() + " !important;")
                            .collect(Collectors.joining(" ")))
                    .append(" }\n");
        }
    }

    static List<String> selectors(String prelude) {
        List<String> selectors = new ArrayList<>();
        CssScanner scanner = new CssScanner(prelude);
        while (!scanner.atEnd()) {
            int end = scanner.find(",");
            selectors.add(prelude.substring(scanner.at(), end).strip());
            scanner.moveTo(end + 1);
        }
        return selectors;
    }
}
