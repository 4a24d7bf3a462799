package io.posthorn.replies;

import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what a refusal means, by the first rule that matches: the operator's own, then the packaged ones. Read and
 * checked once, at start; a broken file fails the start with a {@link BrokenRuleException} that names file and line.
 */
@Startup
@ApplicationScoped
public class ReplyClassifier {

    private static final String PACKAGED = "replies.yaml";
    private static final long LARGEST = 1024 * 1024;

    private record Step(RuleFile file, Rule rule) {}

    private final List<Step> steps = new ArrayList<>();

    ReplyClassifier(ReplyConfig config) {
        Optional<RuleFile> own = config.file().map(ReplyClassifier::read);
        own.ifPresent(this::add);
        add(packaged());
        checkThatEveryReplyHasItsRule();
        own.ifPresent(this::checkExamples);
    }

    /**
     * What a reply means.
     *
     * @param reply 4yz or 5yz
     * @param phase the command it was the answer to, or null where the transport does not tell
     */
    public Meaning classify(Reply reply, SmtpPhase phase) {
        Refusal refusal = new Refusal(reply, phase);
        return decides(refusal).orElseThrow().rule().meaning(refusal);
    }

    private Optional<Step> decides(Refusal refusal) {
        for (Step step : steps) {
            if (step.rule().matches(refusal)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    static RuleFile packaged() {
        try (InputStream resource = ReplyClassifier.class.getResourceAsStream("/" + PACKAGED)) {
            return RuleFile.parse(PACKAGED, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuleFile read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new BrokenRuleException(file.toString(), 0, "a file of rules has at most 1 MiB");
            }
            return RuleFile.parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new BrokenRuleException(
                    file.toString(),
                    0,
                    "posthorn.replies.file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private void add(RuleFile file) {
        file.rules().forEach(rule -> steps.add(new Step(file, rule)));
    }

    /** A reply that no rule knew would leave its delivery without an outcome. */
    private void checkThatEveryReplyHasItsRule() {
        for (int code = 400; code < 600; code++) {
            List<String> digits = List.of(Integer.toString(code));
            if (steps.stream().noneMatch(step -> step.rule().isLastResortFor(digits))) {
                throw new BrokenRuleException(PACKAGED, 0, "no rule for every other reply " + code);
            }
        }
    }

    private void checkExamples(RuleFile file) {
        for (RuleFile.Example example : file.examples()) {
            Step step = decides(example.refusal()).orElseThrow();
            if (step.rule() != example.rule()) {
                throw new BrokenRuleException(
                        file.name(),
                        example.line(),
                        "the example “" + example.text() + "” is decided by "
                                + step.file().name() + ", line " + step.rule().line() + ", not by this rule");
            }
        }
    }
}
