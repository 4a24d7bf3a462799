package io.posthorn.template.check;

import io.quarkus.qute.Expression;
import io.quarkus.qute.SectionBlock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What an {@code {#if}} makes sure of.
 *
 * @param ifTrue paths of what is there within the block
 * @param ifFalse paths of what is there in the blocks after it
 */
record Conditions(Set<String> ifTrue, Set<String> ifFalse) {

    static Conditions of(SectionBlock block, Function<Expression, String> paths) {
        Set<String> ifTrue = new HashSet<>();
        Set<String> ifFalse = new HashSet<>();
        boolean either = block.parameters.values().stream().anyMatch(p -> p.equals("||") || p.equals("or"));
        for (Map.Entry<String, Expression> condition : block.expressions.entrySet()) {
            String path = paths.apply(condition.getValue());
            if (path.isEmpty()) {
                continue;
            }
            boolean negated = block.parameters.values().stream()
                    .anyMatch(parameter -> parameter.startsWith("!") && parameter.endsWith(condition.getKey()));
            if (negated && block.expressions.size() == 1) {
                ifFalse.add(path);
            } else if (!negated && !either) {
                ifTrue.add(path);
            }
        }
        return new Conditions(ifTrue, ifFalse);
    }
}
