package io.posthorn.template.markup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the cascade gives one element: the rules that match it and its own {@code style} attribute as one. */
final class ElementStyle {

    private static final Map<String, Set<String>> NOT_COVERED =
            Map.of("border", Set.of("border-collapse", "border-spacing", "border-radius", "border-image"));
    private static final Set<String> SHORTHANDS = Set.of("margin", "padding", "border", "background", "list-style");

    private static final Pattern UNDERSTOOD = Pattern.compile("^(rgb|url)\\([^()]*\\)$");

    /** Declarations of one origin. A later one beats an earlier one of a lower or the same rank. */
    private record Layer(long rank, List<Declaration> declarations) {}

    private ElementStyle() {}

    /**
     * The value that the element's {@code style} attribute is to have, or null if it stays as it is.
     *
     * @param own the value that it has, decoded; empty if there is none
     */
    static String of(Stylesheet sheet, Element element, String own) {
        List<Layer> layers = new ArrayList<>();
        List<Declaration> written = Declaration.parse(own, CssListener.NONE);
        for (Stylesheet.Rule rule : sheet.rules()) {
            int specificity = rule.selectors().stream()
                    .filter(selector -> selector.matches(element))
                    .mapToInt(Selector::specificity)
                    .max()
                    .orElse(-1);
            if (specificity >= 0) {
                layers.add(new Layer(specificity, rule.declarations()));
            }
        }
        boolean logical = written.stream()
                .anyMatch(declaration ->
                        LogicalProperties.physical(declaration, false).get(0) != declaration);
        if (layers.isEmpty() && !logical) {
            return null;
        }
        layers.sort(Comparator.comparingLong(Layer::rank));
        layers.add(new Layer(Long.MAX_VALUE, written));
        return joined(winners(layers, element.rightToLeft()), sheet);
    }

    private static List<Declaration> winners(List<Layer> layers, boolean rightToLeft) {
        List<Declaration> winners = new ArrayList<>();
        for (boolean important : new boolean[] {false, true}) {
            for (Layer layer : layers) {
                List<Declaration> declared = layer.declarations().stream()
                        .filter(declaration -> declaration.important() == important)
                        .flatMap(declaration -> LogicalProperties.physical(declaration, rightToLeft).stream())
                        .toList();
                winners.removeIf(earlier -> declared.stream().anyMatch(later -> covers(later, earlier)));
                winners.addAll(declared);
            }
        }
        return winners;
    }

    /** Whether nobody needs the earlier one; where the later one may not be understood, it is what is fallen back on. */
    private static boolean covers(Declaration later, Declaration earlier) {
        if (later.value().indexOf('(') >= 0
                && !UNDERSTOOD.matcher(later.value()).find()) {
            return false;
        }
        String shorthand = later.property();
        return shorthand.equals(earlier.property())
                || (SHORTHANDS.contains(shorthand)
                        && earlier.property().startsWith(shorthand + '-')
                        && NOT_COVERED.getOrDefault(shorthand, Set.of()).stream()
                                .noneMatch(other -> earlier.property().startsWith(other)));
    }

    private static String joined(List<Declaration> declarations, Stylesheet sheet) {
        return declarations.stream()
                .map(declaration ->
                        declaration.withImportance(declaration.important() && sheet.keeps(declaration.property())))
                .map(Declaration::toString)
                .map(ElementStyle::quoted)
                .collect(Collectors.joining(";"));
    }

    /** Ready to stand in double quotes. */
    private static String quoted(String declaration) {
        String single = declaration.indexOf('\'') < 0 ? declaration.replace('"', '\'') : declaration;
        return single.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
