package io.posthorn.template.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.template.check.Scope.Value;
import io.quarkus.qute.Expression;
import io.quarkus.qute.SectionBlock;
import io.quarkus.qute.SectionNode;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Follows a template and all that it includes as they would be filled, without data: whether every name is one that data
 * can have, and how many turns of loops and includes the most data would take.
 */
public final class VariableCheck {

    private static final int MAX_INCLUDES = 8;
    private static final String INCLUDED = "include";
    private static final Set<String> LOOPS = Set.of("for", "each");

    /** What a loop says about its turn, after the name of the item and an underscore: {@code item_count}. */
    private static final Set<String> ABOUT_A_TURN =
            Set.of("count", "index", "indexParity", "hasNext", "isLast", "isFirst", "isOdd", "odd", "isEven", "even");

    private final Surroundings surroundings;
    private final Consumer<Finding> findings;
    private final DataUse use;
    private final Set<String> files = new HashSet<>();
    private int depth;

    /** @param findings may be told the same thing again where a file is included more than once */
    public VariableCheck(Surroundings surroundings, Consumer<Finding> findings) {
        this.surroundings = surroundings;
        this.findings = findings;
        this.use = new DataUse(surroundings, findings);
    }

    /** Follows one part of a mail; how many steps the most data take there. */
    public long check(Template part, JsonNode schema) {
        return visit(part.getNodes(), Scope.of(Shape.of(schema)));
    }

    /** Paths of all that was included so far. */
    public Set<String> includedFiles() {
        return files;
    }

    /** Whether that message is used by what was checked so far. */
    public boolean usesMessage(String name) {
        return use.anyMessage()
                || use.messages().contains(name)
                || use.messages().contains(name.substring(0, name.lastIndexOf('.') + 1));
    }

    /** How many steps the most data take. */
    private long visit(List<TemplateNode> nodes, Scope outer) {
        Scope scope = outer;
        long steps = 0;
        for (TemplateNode node : nodes) {
            if (node.isExpression()) {
                for (Expression expression : node.getExpressions()) {
                    use.check(expression, scope);
                }
            } else if (node.isSection()) {
                steps = sum(steps, section(node.asSection(), scope));
            }
        }
        return steps;
    }

    private long section(SectionNode section, Scope scope) {
        String name = section.getName();
        if (LOOPS.contains(name)) {
            return loop(section, scope);
        }
        return switch (name) {
            case "if" -> condition(section, scope);
            case "let", "set" -> {
                SectionBlock block = section.getBlocks().get(0);
                yield visit(block.nodes, scope.with(values(block, scope)));
            }
            case INCLUDED -> include(section, scope);
            default -> {
                long most = 0;
                for (SectionBlock block : section.getBlocks()) {
                    block.expressions.values().forEach(expression -> use.check(expression, scope));
                    most = sum(most, visit(block.nodes, scope));
                }
                yield most;
            }
        };
    }

    private long loop(SectionNode section, Scope scope) {
        SectionBlock main = section.getBlocks().get(0);
        Expression list = main.expressions.get("iterable");
        Value value = use.check(list, scope);
        if (!value.shape().unknown() && !value.shape().mayBe("array")) {
            findings.accept(Finding.error(
                    "wrong-type",
                    surroundings.place(section.getOrigin()),
                    "{" + list.toOriginalString() + "} is " + DataUse.spoken(value.shape())
                            + ", and only a list can be repeated",
                    ""));
        }
        String alias = main.parameters.getOrDefault("alias", "it");
        alias = alias.startsWith("$") ? "it" : alias;
        Map<String, Value> names = new LinkedHashMap<>();
        names.put(alias, DataUse.item(value));
        for (String about : ABOUT_A_TURN) {
            names.put(alias + '_' + about, Value.UNKNOWN);
        }
        long inner = visit(main.nodes, scope.with(names));
        long turns = value.shape().mostItems(surroundings.maxSteps());
        long steps = product(turns, sum(1, inner));
        if (steps > surroundings.maxSteps() && inner <= surroundings.maxSteps()) {
            findings.accept(Finding.error(
                    "explosive-loop",
                    surroundings.place(section.getOrigin()),
                    "data that fit the schema can take " + steps
                            + " turns of this loop and what is in it, and a mail may take " + surroundings.maxSteps(),
                    "lower “maxItems” in schema.json"));
        }
        long rest = 0;
        for (SectionBlock block :
                section.getBlocks().subList(1, section.getBlocks().size())) {
            rest = Math.max(rest, visit(block.nodes, scope));
        }
        return Math.max(steps, rest);
    }

    private long condition(SectionNode section, Scope scope) {
        long most = 0;
        Scope otherwise = scope;
        for (SectionBlock block : section.getBlocks()) {
            Scope here = otherwise;
            block.expressions.values().forEach(expression -> use.check(expression, here));
            Conditions conditions = Conditions.of(block, expression -> path(expression, here));
            most = Math.max(most, visit(block.nodes, otherwise.knowing(conditions.ifTrue())));
            otherwise = otherwise.knowing(conditions.ifFalse());
        }
        return most;
    }

    /** Where in the data an expression leads, or an empty string. */
    private static String path(Expression expression, Scope scope) {
        if (expression.isLiteral()
                || (expression.hasNamespace() && !expression.getNamespace().equals("data"))) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        for (Expression.Part part : expression.getParts()) {
            if (part.isVirtualMethod()) {
                break;
            }
            if (!path.isEmpty()) {
                path.append('.').append(part.getName());
                continue;
            }
            Value value = scope.value(part.getName());
            if (value == null || value.path().isEmpty()) {
                return "";
            }
            path.append(value.path());
        }
        return path.toString();
    }

    private long include(SectionNode section, Scope scope) {
        SectionBlock main = section.getBlocks().get(0);
        Scope inner = scope.with(values(main, scope));
        String target = main.parameters.getOrDefault("template", "").replaceAll("^[\"']|[\"']$", "");
        Template included = depth < MAX_INCLUDES ? surroundings.parsed(target) : null;
        long steps = 1;
        for (SectionBlock block : section.getBlocks()) {
            steps = sum(steps, visit(block.nodes, inner));
        }
        if (included == null) {
            return steps;
        }
        files.add(target);
        checkSlots(section, target, included);
        depth++;
        Place before = main.expressions.isEmpty() ? null : use.includedAt(surroundings.place(section.getOrigin()));
        steps = sum(steps, visit(included.getNodes(), inner));
        if (!main.expressions.isEmpty()) {
            use.includedAt(before);
        }
        depth--;
        return steps;
    }

    /** What is written for a slot that the included file does not have is silently lost. */
    private void checkSlots(SectionNode section, String target, Template included) {
        Set<String> slots = new TreeSet<>();
        collectSlots(included.getNodes(), slots);
        for (SectionBlock block :
                section.getBlocks().subList(1, section.getBlocks().size())) {
            if (!slots.contains(block.label)) {
                findings.accept(Finding.error(
                        "unknown-slot",
                        surroundings.place(block.origin),
                        target + " has no {#insert " + block.label + "}, so what stands in {#" + block.label
                                + "} would not be in the mail",
                        Spelling.hint(block.label, slots)));
            }
        }
    }

    private static void collectSlots(List<TemplateNode> nodes, Set<String> slots) {
        for (TemplateNode node : nodes) {
            if (node.isSection()) {
                SectionNode section = node.asSection();
                if (section.getName().equals("insert")) {
                    slots.add(section.getBlocks().get(0).parameters.getOrDefault("name", ""));
                }
                section.getBlocks().forEach(block -> collectSlots(block.nodes, slots));
            }
        }
    }

    private Map<String, Value> values(SectionBlock block, Scope scope) {
        Map<String, Value> values = new LinkedHashMap<>();
        block.expressions.forEach((name, expression) -> values.put(name, use.check(expression, scope)));
        return values;
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE / 4 : Math.min(sum, Long.MAX_VALUE / 4);
    }

    private static long product(long a, long b) {
        return a != 0 && b > Long.MAX_VALUE / 4 / a ? Long.MAX_VALUE / 4 : a * b;
    }
}
