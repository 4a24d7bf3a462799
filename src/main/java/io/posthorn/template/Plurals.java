package io.posthorn.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which form a language uses with a number: {@code one}, {@code few} and so on, by the rules that its manifest gives, in the
 * notation of Unicode's CLDR (UTS 35, Language Plural Rules). What no rule fits is {@code other}.
 *
 * @param rules for each form alternatives, each a list of conditions that all must hold
 */
record Plurals(Map<String, List<List<Condition>>> rules) {

    static final String OTHER = "other";
    static final Plurals NONE = new Plurals(Map.of());

    private static final Set<String> FORMS = Set.of("zero", "one", "two", "few", "many");
    private static final Pattern CONDITION = Pattern.compile(
            "([nivwft])(?:\\s*%\\s*(\\d{1,6}))?\\s*(!?=)\\s*(\\d{1,9}(?:\\.\\.\\d{1,9})?(?:\\s*,\\s*\\d{1,9}(?:\\.\\.\\d{1,9})?)*)");

    /** Such as {@code n % 100 = 3..10}. */
    record Condition(char operand, BigDecimal modulo, boolean equal, List<Span> spans) {

        /** Whole numbers from one to another. */
        record Span(long from, long to) {}

        boolean holds(BigDecimal number) {
            BigDecimal value = operand(operand, number.abs());
            if (modulo != null) {
                value = value.remainder(modulo);
            }
            boolean within = false;
            if (value.stripTrailingZeros().scale() <= 0) {
                BigInteger whole = value.toBigInteger();
                within = whole.bitLength() < 63
                        && spans.stream()
                                .anyMatch(span -> span.from() <= whole.longValue() && whole.longValue() <= span.to());
            }
            return within == equal;
        }

        private static BigDecimal operand(char operand, BigDecimal number) {
            BigDecimal fraction = number.remainder(BigDecimal.ONE);
            return switch (operand) {
                case 'n' -> number;
                case 'i' -> new BigDecimal(number.toBigInteger());
                case 'v' -> BigDecimal.valueOf(Math.max(0, number.scale()));
                case 'w' ->
                    BigDecimal.valueOf(Math.max(0, number.stripTrailingZeros().scale()));
                case 'f' -> new BigDecimal(fraction.signum() == 0 ? BigInteger.ZERO : fraction.unscaledValue());
                default ->
                    new BigDecimal(
                            fraction.signum() == 0
                                    ? BigInteger.ZERO
                                    : fraction.stripTrailingZeros().unscaledValue());
            };
        }
    }

    /** All forms that some number takes. */
    Set<String> forms() {
        Set<String> forms = new TreeSet<>(rules.keySet());
        forms.add(OTHER);
        return forms;
    }

    /** Whether a message of that name is one form of many, which another language may not have. */
    static boolean isForm(String name, Predicate<String> known) {
        int point = name.lastIndexOf('.');
        return point > 0
                && FORMS.contains(name.substring(point + 1))
                && known.test(name.substring(0, point + 1) + OTHER);
    }

    static Plurals read(Manifest manifest) {
        Map<String, List<List<Condition>>> rules = new LinkedHashMap<>();
        manifest.allow(FORMS.toArray(String[]::new));
        manifest.entries()
                .values()
                .keySet()
                .forEach(form -> rules.put(form, manifest.made(form, manifest.text(form), Plurals::alternatives)));
        return new Plurals(rules);
    }

    private static List<List<Condition>> alternatives(String rule) {
        List<List<Condition>> alternatives = new ArrayList<>();
        for (String alternative : rule.split("\\bor\\b")) {
            List<Condition> conditions = new ArrayList<>();
            for (String condition : alternative.split("\\band\\b")) {
                conditions.add(condition(condition.strip()));
            }
            alternatives.add(conditions);
        }
        return alternatives;
    }

    private static Condition condition(String text) {
        Matcher matcher = CONDITION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "“" + text + "” is no plural rule; one is like n = 1 or n % 100 = 3..10, from Unicode CLDR");
        }
        List<Condition.Span> spans = new ArrayList<>();
        for (String span : matcher.group(4).split(",")) {
            String[] ends = span.strip().split("\\.\\.");
            spans.add(new Condition.Span(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])));
        }
        BigDecimal modulo = matcher.group(2) == null ? null : new BigDecimal(matcher.group(2));
        if (modulo != null && modulo.signum() == 0) {
            throw new IllegalArgumentException("nothing can be divided by 0");
        }
        return new Condition(
                matcher.group(1).charAt(0), modulo, matcher.group(3).equals("="), spans);
    }

    /** The form that goes with that number. */
    String form(BigDecimal number) {
        for (Map.Entry<String, List<List<Condition>>> rule : rules.entrySet()) {
            for (List<Condition> conditions : rule.getValue()) {
                if (conditions.stream().allMatch(condition -> condition.holds(number))) {
                    return rule.getKey();
                }
            }
        }
        return OTHER;
    }
}
