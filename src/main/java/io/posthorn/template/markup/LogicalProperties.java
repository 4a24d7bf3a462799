package io.posthorn.template.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes start and end as left and right: few mail programs know CSS Logical Properties, and a template that is read from
 * right to left needs them.
 */
final class LogicalProperties {

    private static final Pattern SIDE =
            Pattern.compile("(margin|padding|border)-inline-(start|end)(-width|-style|-color)?");
    private static final Pattern BOTH = Pattern.compile("(margin|padding)-inline");
    private static final Pattern CORNER = Pattern.compile("border-(start|end)-(start|end)-radius");

    private LogicalProperties() {}

    /** The same declaration in terms of left and right. */
    static List<Declaration> physical(Declaration declaration, boolean rightToLeft) {
        String property = declaration.property();
        String value = declaration.value();
        if (property.equals("text-align") || property.equals("float") || property.equals("clear")) {
            String side = value.startsWith("inline-") ? value.substring("inline-".length()) : value;
            boolean logical = side.equals("start") || side.equals("end");
            return List.of(logical ? renamed(declaration, property, side(side, rightToLeft)) : declaration);
        }
        if (!property.contains("-inline") && !property.endsWith("-radius")) {
            return List.of(declaration);
        }
        Matcher side = SIDE.matcher(property);
        if (side.matches()) {
            String rest = side.group(3) == null ? "" : side.group(3);
            return List.of(renamed(declaration, side.group(1) + '-' + side(side.group(2), rightToLeft) + rest, value));
        }
        Matcher corner = CORNER.matcher(property);
        if (corner.matches()) {
            String vertical = corner.group(1).equals("start") ? "top" : "bottom";
            String name = "border-" + vertical + '-' + side(corner.group(2), rightToLeft) + "-radius";
            return List.of(renamed(declaration, name, value));
        }
        Matcher both = BOTH.matcher(property);
        return both.matches() ? both(declaration, both.group(1), rightToLeft) : List.of(declaration);
    }

    private static List<Declaration> both(Declaration declaration, String property, boolean rightToLeft) {
        String[] values = declaration.value().split(" ");
        if (values.length > 2) {
            return List.of(declaration);
        }
        List<Declaration> sides = new ArrayList<>(2);
        sides.add(renamed(declaration, property + '-' + side("start", rightToLeft), values[0]));
        sides.add(renamed(declaration, property + '-' + side("end", rightToLeft), values[values.length - 1]));
        return sides;
    }

    private static Declaration renamed(Declaration declaration, String property, String value) {
        return new Declaration(property, value, declaration.important());
    }

    private static String side(String logical, boolean rightToLeft) {
        return logical.equals("start") != rightToLeft ? "left" : "right";
    }
}
