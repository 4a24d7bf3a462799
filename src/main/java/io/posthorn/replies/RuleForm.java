package io.posthorn.replies;

import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes a rule of an entry; what is missing, unknown or nonsense is refused with file and line. */
record RuleForm(String file, RuleReader.Entry entry) {

    private static final int MOST_VALUES = 100;
    private static final Set<String> KEYS = new TreeSet<>(
            Set.of("code", "enhanced", "phase", "text", "outcome", "class", "suppress", "reason", "examples"));
    private static final Set<String> CONDITIONS = Set.of("code", "enhanced", "phase", "text");
    private static final Pattern EXAMPLE = Pattern.compile("(?:([A-Z]+) )?([45][0-9]{2})(?: (.*))?");

    Rule rule() {
        entry.fields().forEach((key, values) -> {
            if (!KEYS.contains(key)) {
                throw broken(values.line(), "unknown key “" + key + "”; a rule has " + String.join(", ", KEYS));
            }
            if (values.texts().isEmpty() || values.texts().size() > MOST_VALUES) {
                throw broken(values.line(), "“" + key + "” has 1 to " + MOST_VALUES + " values");
            }
        });
        if (CONDITIONS.stream().noneMatch(entry.fields()::containsKey)) {
            throw broken(entry.line(), "a rule has a condition: code, enhanced, phase or text");
        }
        ReplyClass category =
                one("class", ReplyClass::ofLabel).orElseThrow(() -> broken(entry.line(), "“class” is missing"));
        Optional<Boolean> permanent = one("outcome", RuleForm::outcome);
        Suppresses suppresses = one("suppress", RuleForm::suppresses).orElse(Suppresses.NOTHING);
        if (!category.maySuppress(suppresses)) {
            throw broken(
                    line("suppress"),
                    "a refusal of class " + category.label() + " says nothing about the recipient's "
                            + suppresses.name().toLowerCase(Locale.ROOT) + ", and never suppresses it");
        }
        if (suppresses != Suppresses.NOTHING && permanent.equals(Optional.of(false))) {
            throw broken(line("suppress"), "what is tried again does not suppress; leave out one of both");
        }
        return new Rule(
                entry.line(),
                all("code", CodePattern::bare),
                all("enhanced", CodePattern::enhanced),
                Set.copyOf(all("phase", RuleForm::phase)),
                all("text", Phrase::of),
                permanent,
                category,
                suppresses,
                one("reason", RuleForm::reason));
    }

    List<RuleFile.Example> examples(Rule rule) {
        return all("examples", text -> new RuleFile.Example(rule, line("examples"), text, refusal(text)));
    }

    private static Refusal refusal(String text) {
        Matcher example = EXAMPLE.matcher(text);
        if (!example.matches()) {
            throw new IllegalArgumentException("an example is a reply on one line, as in 550 5.1.1 no such user;"
                    + " a phase may stand before it");
        }
        SmtpPhase phase = example.group(1) == null ? SmtpPhase.RCPT : phase(example.group(1));
        String rest = example.group(3) == null ? "" : example.group(3);
        return new Refusal(Reply.of(Integer.parseInt(example.group(2)), rest), phase);
    }

    private static boolean outcome(String text) {
        return switch (text) {
            case "fail" -> true;
            case "defer" -> false;
            default -> throw new IllegalArgumentException("an outcome is fail or defer, not “" + text + "”");
        };
    }

    private static Suppresses suppresses(String text) {
        return switch (text) {
            case "address" -> Suppresses.ADDRESS;
            case "domain" -> Suppresses.DOMAIN;
            default ->
                throw new IllegalArgumentException("what is suppressed is address or domain, not “" + text + "”");
        };
    }

    private static SmtpPhase phase(String text) {
        for (SmtpPhase phase : SmtpPhase.values()) {
            if (phase.name().equals(text)) {
                return phase;
            }
        }
        throw new IllegalArgumentException("there is no phase “" + text + "”; there are "
                + Arrays.stream(SmtpPhase.values()).map(SmtpPhase::name).collect(Collectors.joining(", ")));
    }

    private static String reason(String text) {
        if (text.isBlank() || text.length() > 200) {
            throw new IllegalArgumentException("a reason has 1 to 200 characters");
        }
        return text;
    }

    private <T> Optional<T> one(String key, Function<String, T> maker) {
        List<T> made = all(key, maker);
        if (made.size() > 1) {
            throw broken(line(key), "“" + key + "” has one value");
        }
        return made.stream().findFirst();
    }

    private <T> List<T> all(String key, Function<String, T> maker) {
        RuleReader.Values values = entry.fields().get(key);
        if (values == null) {
            return List.of();
        }
        try {
            return values.texts().stream().map(maker).toList();
        } catch (IllegalArgumentException e) {
            throw broken(values.line(), "“" + key + "”: " + e.getMessage());
        }
    }

    private int line(String key) {
        return entry.fields().get(key).line();
    }

    private BrokenRuleException broken(int line, String message) {
        return new BrokenRuleException(file, line, message);
    }
}
