package io.posthorn.template.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.template.check.Scope.Value;
import io.quarkus.qute.Expression;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Holds one expression after the other against the schema of the data. */
final class DataUse {

    private static final Set<String> ALTERNATIVES = Set.of("or", "?:", ":", "orEmpty");
    private static final Set<String> OF_NUMBERS = Set.of("number", "money", "plural");
    private static final Set<String> OF_TEXTS = Set.of("date", "dateTime", "url", "encoded");
    private static final Set<String> SIZES = Set.of("size", "length", "count");
    private static final Set<String> ITEMS = Set.of("first", "last", "get");
    private static final Set<String> PARTS = Set.of("take", "takeLast");
    private static final Map<String, String> SPOKEN = Map.of(
            "string", "a text",
            "integer", "a number",
            "number", "a number",
            "boolean", "true or false",
            "array", "a list",
            "object", "an object",
            "null", "null");

    private final Surroundings surroundings;
    private final Consumer<Finding> findings;
    private final Set<String> messages = new HashSet<>();
    private boolean anyMessage;
    private Place includedAt;

    DataUse(Surroundings surroundings, Consumer<Finding> findings) {
        this.surroundings = surroundings;
        this.findings = findings;
    }

    /** Names of messages that were used, those of plurals with a point at the end. */
    Set<String> messages() {
        return messages;
    }

    /** Whether data choose among the messages, so that any of them may be used. */
    boolean anyMessage() {
        return anyMessage;
    }

    /** What follows stands in a file that is included there, with names of its own; null if it is not. */
    Place includedAt(Place place) {
        Place before = includedAt;
        includedAt = place;
        return before;
    }

    /** What the expression gives; tells what is wrong with it. */
    Value check(Expression expression, Scope scope) {
        if (expression.isLiteral()) {
            return Value.UNKNOWN;
        }
        List<Expression.Part> parts = expression.getParts();
        String first = parts.get(0).getName();
        if (expression.hasNamespace() && !expression.getNamespace().equals("data")) {
            if (expression.getNamespace().equals("msg")) {
                messages.add(first);
            }
            return Value.TEXT;
        }
        boolean guarded = parts.stream().anyMatch(part -> ALTERNATIVES.contains(part.getName()));
        Value value = expression.hasNamespace() ? Scope.of(scope.data()).value(first) : scope.value(first);
        if (value == null) {
            unknown(expression, "", first, scope.known());
            return Value.UNKNOWN;
        }
        if (!guarded && value.path().equals(first)) {
            mayLack(expression, scope, scope.data(), first, first);
        }
        for (Expression.Part part : parts.subList(1, parts.size())) {
            value = part.isVirtualMethod()
                    ? function(expression, part, value, scope)
                    : field(expression, part.getName(), value, scope, guarded);
        }
        return value;
    }

    private Value field(Expression expression, String name, Value of, Scope scope, boolean guarded) {
        Shape shape = of.shape();
        if (shape.unknown()) {
            return Value.UNKNOWN;
        }
        if (shape.types().contains("array") && !shape.field(name).isPresent()) {
            if (SIZES.contains(name)) {
                return Value.NUMBER;
            }
            return ITEMS.contains(name) || name.matches("\\d+") ? item(of) : Value.UNKNOWN;
        }
        Shape below = shape.field(name).orElse(null);
        if (below == null) {
            if (shape.mayBe("object")) {
                unknown(expression, of.path(), name, shape.fields());
            } else {
                findings.accept(Finding.error(
                        "unknown-variable",
                        surroundings.place(expression.getOrigin()),
                        "{" + expression.toOriginalString() + "}: " + name + " of " + spoken(shape) + " is nothing",
                        ""));
            }
            return Value.UNKNOWN;
        }
        String path = of.path().isEmpty() ? "" : of.path() + '.' + name;
        if (!guarded && !path.isEmpty()) {
            mayLack(expression, scope, shape, name, path);
        }
        return new Value(below, path);
    }

    private Value function(Expression expression, Expression.Part part, Value of, Scope scope) {
        String name = part.getName();
        List<Expression> arguments = part.asVirtualMethod().getParameters();
        List<Value> given =
                arguments.stream().map(argument -> check(argument, scope)).toList();
        if (OF_NUMBERS.contains(name)) {
            needs(expression, of, name, "number", "integer");
            argument(expression, name, arguments, given);
            return Value.TEXT;
        }
        if (OF_TEXTS.contains(name)) {
            needs(expression, of, name, "string");
            return Value.TEXT;
        }
        if (ITEMS.contains(name)) {
            return item(of);
        }
        return PARTS.contains(name) || name.equals("or") || name.equals("?:") ? of : Value.UNKNOWN;
    }

    private void argument(Expression expression, String name, List<Expression> arguments, List<Value> given) {
        int wanted = name.equals("number") ? 0 : 1;
        if (arguments.size() != wanted) {
            findings.accept(Finding.error(
                    "wrong-type",
                    surroundings.place(expression.getOrigin()),
                    name + "() takes " + (wanted == 0 ? "nothing" : "one value") + " in its parentheses",
                    name.equals("money") ? "write {amount.money(currency)}" : ""));
        } else if (name.equals("money")) {
            currency(expression, arguments.get(0), given.get(0));
        } else if (name.equals("plural")) {
            plural(expression, arguments.get(0));
        }
    }

    private void currency(Expression expression, Expression argument, Value given) {
        List<String> codes = argument.isLiteral()
                ? List.of(String.valueOf(argument.getLiteral()))
                : given.shape().choices().stream().map(JsonNode::asText).toList();
        for (String code : codes) {
            if (!surroundings.currencies().contains(code)) {
                findings.accept(Finding.error(
                        "unknown-currency",
                        surroundings.place(expression.getOrigin()),
                        "{" + expression.toOriginalString() + "}: the set has no currency " + code,
                        "describe it under “currencies” in posthorn.yaml"));
            }
        }
    }

    private void plural(Expression expression, Expression argument) {
        if (!argument.isLiteral()) {
            anyMessage = true;
            return;
        }
        String name = String.valueOf(argument.getLiteral());
        messages.add(name + '.');
        for (String missing : surroundings.missingPlurals(name)) {
            findings.accept(Finding.error(
                    "unknown-message",
                    surroundings.place(expression.getOrigin()),
                    "{" + expression.toOriginalString() + "}: there is no message " + missing,
                    "write it into the messages"));
        }
    }

    private void needs(Expression expression, Value of, String function, String... types) {
        if (!of.shape().unknown() && !of.shape().mayBe(types)) {
            findings.accept(Finding.error(
                    "wrong-type",
                    surroundings.place(expression.getOrigin()),
                    "{" + expression.toOriginalString() + "}: " + function + "() is for " + SPOKEN.get(types[0])
                            + ", and this is " + spoken(of.shape()),
                    ""));
        }
    }

    private void mayLack(Expression expression, Scope scope, Shape owner, String name, String path) {
        if (owner.mayLack(name) && !scope.present().contains(path)) {
            findings.accept(Finding.warning(
                    "may-be-missing",
                    surroundings.place(expression.getOrigin()),
                    "{" + expression.toOriginalString() + "}: “" + path.replace("[]", "")
                            + "” is not required by the schema; a mail without it would be refused",
                    "write {#if " + name + "??}…{/if} around it or {" + name
                            + " ?: 'something else'}, or require it in schema.json"));
        }
    }

    private void unknown(Expression expression, String owner, String name, Set<String> known) {
        Place place = surroundings.place(expression.getOrigin());
        if (includedAt != null
                && owner.isEmpty()
                && Spelling.nearest(name, known).isEmpty()) {
            findings.accept(Finding.error(
                    "unknown-variable",
                    includedAt,
                    "what is included here needs “" + name + "” (" + place + ")",
                    "write " + name + "=… into this {#include}"));
            return;
        }
        findings.accept(Finding.error(
                "unknown-variable",
                place,
                "{" + expression.toOriginalString() + "}: there is no “" + name + "” in "
                        + (owner.isEmpty() ? "the data" : owner.replace("[]", "")),
                Spelling.hint(name, known)));
    }

    static Value item(Value list) {
        return new Value(list.shape().item(), list.path().isEmpty() ? "" : list.path() + "[]");
    }

    static String spoken(Shape shape) {
        return shape.types().stream()
                .map(type -> SPOKEN.getOrDefault(type, type))
                .distinct()
                .collect(Collectors.joining(" or "));
    }
}
