package io.posthorn.replies;

import io.posthorn.smtp.SmtpPhase;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One rule: what a reply must be like, all of it, and what it means then. A condition with nothing in it is none.
 *
 * @param line where it stands, counted from 1
 * @param codes patterns of the reply code, one of which it must match
 * @param enhancedCodes the same for the enhanced code
 * @param phases one of which it must come in
 * @param phrases one of which its text must have
 * @param permanent what it means, if not what the codes say
 * @param category its class
 * @param suppresses how much it suppresses, if it is permanent
 * @param reason for people, if there is more to say than the class
 */
record Rule(
        int line,
        List<CodePattern> codes,
        List<CodePattern> enhancedCodes,
        Set<SmtpPhase> phases,
        List<Phrase> phrases,
        Optional<Boolean> permanent,
        ReplyClass category,
        Suppresses suppresses,
        Optional<String> reason) {

    boolean matches(Refusal refusal) {
        return any(codes, refusal.code())
                && any(enhancedCodes, refusal.enhancedCode())
                && (phases.isEmpty() || refusal.phase() != null && phases.contains(refusal.phase()))
                && (phrases.isEmpty() || phrases.stream().anyMatch(phrase -> phrase.in(refusal.words())));
    }

    /** Whether it asks for nothing but this code. */
    boolean isLastResortFor(List<String> code) {
        return enhancedCodes.isEmpty() && phases.isEmpty() && phrases.isEmpty() && any(codes, code);
    }

    private static boolean any(List<CodePattern> patterns, List<String> code) {
        if (patterns.isEmpty()) {
            return true;
        }
        for (CodePattern pattern : patterns) {
            if (pattern.matches(code)) {
                return true;
            }
        }
        return false;
    }

    Meaning meaning(Refusal refusal) {
        boolean forGood = permanent.orElse(refusal.permanent());
        return new Meaning(
                forGood,
                category,
                forGood && refusal.aboutRecipient() ? suppresses : Suppresses.NOTHING,
                reason.orElse(forGood ? "the next hop refused" : "the next hop refused for now"));
    }
}
