package io.posthorn.replies;

import java.util.ArrayList;
import java.util.List;

/**
 * A file of rules, read and checked.
 *
 * @param name its path, for messages
 * @param rules in the order they are asked
 * @param examples replies that its rules say are theirs
 */
record RuleFile(String name, List<Rule> rules, List<Example> examples) {

    /** A reply, and the rule that claims to decide about it. */
    record Example(Rule rule, int line, String text, Refusal refusal) {}

    private static final int MOST_RULES = 1000;

    static RuleFile parse(String name, String text) {
        List<RuleReader.Entry> entries = RuleReader.read(name, text);
        if (entries.size() > MOST_RULES) {
            throw new BrokenRuleException(name, 0, "there are at most " + MOST_RULES + " rules in a file");
        }
        List<Rule> rules = new ArrayList<>();
        List<Example> examples = new ArrayList<>();
        for (RuleReader.Entry entry : entries) {
            RuleForm form = new RuleForm(name, entry);
            Rule rule = form.rule();
            rules.add(rule);
            examples.addAll(form.examples(rule));
        }
        return new RuleFile(name, List.copyOf(rules), List.copyOf(examples));
    }
}
