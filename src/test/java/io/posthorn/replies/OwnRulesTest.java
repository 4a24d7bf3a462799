package io.posthorn.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that an operator adds. */
class OwnRulesTest {

    @TempDir
    Path directory;

    @Test
    void anOwnRuleIsAskedFirstAndTheRestStays() throws IOException {
        ReplyClassifier replies = with("""
                rules:
                  - code: 550
                    enhanced: 5.1.1
                    text: [closed for the summer, "on holiday * September"]
                    outcome: defer
                    class: TransientFailure
                    reason: the company is on holiday
                """);

        Meaning own = replies.classify(Reply.of(550, "5.1.1 On holiday until, say, September"), SmtpPhase.RCPT);
        Meaning packaged = replies.classify(Reply.of(550, "5.1.1 September on holiday"), SmtpPhase.RCPT);

        assertThat(own)
                .isEqualTo(new Meaning(
                        false, ReplyClass.TRANSIENT_FAILURE, Suppresses.NOTHING, "the company is on holiday"));
        assertThat(packaged.category()).isEqualTo(ReplyClass.INVALID_RECIPIENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code: 550 | RCPT 550 x | true",
                "code: 55x | RCPT 559 x | true",
                "code: 55x | RCPT 541 x | false",
                "code: [450, 5xx] | RCPT 599 x | true",
                "enhanced: 5.1.1 | RCPT 550 5.1.1 x | true",
                "enhanced: 5.1.1 | RCPT 550 5.1.10 x | false",
                "enhanced: 5.1.x | RCPT 550 5.1.10 x | true",
                "enhanced: x.1.1 | RCPT 450 4.1.1 x | true",
                "enhanced: 5.7.6xx | RCPT 550 5.7.606 x | true",
                "enhanced: 5.7.6xx | RCPT 550 5.7.6 x | false",
                "enhanced: x.x.x | RCPT 550 x | false",
                "enhanced: none | RCPT 550 x | true",
                "enhanced: none | RCPT 550 5.1.1 x | false",
                "phase: MAIL | MAIL 550 x | true",
                "phase: MAIL | RCPT 550 x | false",
                "phase: [MAIL, RCPT] | RCPT 550 x | true",
                "text: no such user | RCPT 550 NO  such-user, sorry | true",
                "text: no such user | RCPT 550 no such users | false",
                "text: no such user | RCPT 550 nono such user | false",
                "text: no such user | RCPT 550 <no.such.user@example.org> | false",
                "text: a * c | RCPT 550 a b c | true",
                "text: a * c | RCPT 550 a c | true",
                "text: a * c | RCPT 550 c a | false",
                "text: a * a | RCPT 550 a | false",
                "text: don't | RCPT 550 don't | true",
                "text: größe | RCPT 550 GRÖSSE GRÖßE | true",
            })
    void aConditionHoldsOrNot(String condition, String reply, boolean holds) {
        Rule rule = RuleFile.parse("own.yaml", "rules: [{" + condition + ", class: PolicyRelated}]")
                .rules()
                .get(0);
        ReplyTable.Line line = new ReplyTable.Line(reply, "", "", "");

        assertThat(rule.matches(new Refusal(line.value(), line.phase()))).isEqualTo(holds);
    }

    static Stream<String[]> broken() {
        return Stream.of(
                new String[] {"rules:\n  - code: 550\n    clas: X", "line 3: unknown key “clas”"},
                new String[] {"rules:\n  - code: 550", "line 2: “class” is missing"},
                new String[] {"rules:\n  - class: PolicyRelated", "line 2: a rule has a condition"},
                new String[] {"rules:\n  - code: 550\n    class: Policy", "line 3: “class”: there is no class “Policy”"
                },
                new String[] {"rules:\n  - code: 250\n    class: PolicyRelated", "line 2: “code”: “250” is no pattern"},
                new String[] {"rules:\n  - enhanced: 5.1\n    class: PolicyRelated", "line 2: “enhanced”: “5.1” is"},
                new String[] {"rules:\n  - phase: rcpt\n    class: PolicyRelated", "line 2: “phase”: there is no phase"
                },
                new String[] {"rules:\n  - text: '...'\n    class: PolicyRelated", "line 2: “text”: a phrase has words"
                },
                new String[] {"rules:\n  - text: a@b\n    class: PolicyRelated", "line 2: “text”: addresses are left"},
                new String[] {"rules:\n  - code: 550\n    class: PolicyRelated\n    outcome: no", "line 4: “outcome”"},
                new String[] {
                    "rules:\n  - code: 550\n    class: PolicyRelated\n    suppress: address",
                    "line 4: a refusal of class PolicyRelated says nothing about the recipient's address"
                },
                new String[] {
                    "rules:\n  - code: 550\n    class: InvalidRecipient\n    suppress: domain",
                    "line 4: a refusal of class InvalidRecipient says nothing about the recipient's domain"
                },
                new String[] {
                    "rules:\n  - {code: 550, class: InvalidRecipient, suppress: address, outcome: defer}",
                    "line 2: what is tried again does not suppress"
                },
                new String[] {"rules:\n  - code: 550\n    code: 551\n    class: PolicyRelated", "line 3: "},
                new String[] {"rules:\n  - reason: &a b\n    text: *a\n    class: PolicyRelated", "line 3: anchors"},
                new String[] {"rules:\n  - code: {a: b}\n    class: PolicyRelated", "line 2: “code” has one value"},
                new String[] {"rules:\n  - code: []\n    class: PolicyRelated", "line 2: “code” has 1 to 100 values"},
                new String[] {"rules:\n  - code: [550\n", "not YAML"},
                new String[] {"rules:\n  a: b", "line 2: “rules” is a list"},
                new String[] {"rule:\n  - code: 550", "line 1: unknown key “rule”"},
                new String[] {"", "the file begins with “rules:”"},
                new String[] {
                    "rules:\n  - code: 550\n    class: PolicyRelated\n    examples: [451 no]",
                    "line 4: the example “451 no” is decided by replies.yaml, line"
                },
                new String[] {
                    "rules:\n  - code: 550\n    class: PolicyRelated\n    examples: [250 yes]",
                    "line 4: “examples”: an example"
                },
                new String[] {"rules:\n" + "  - {code: 550, class: PolicyRelated}\n".repeat(1001), "at most 1000 rules"
                });
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenFileIsRefusedWithFileLineAndWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> with(text))
                .isInstanceOf(BrokenRuleException.class)
                .hasMessageStartingWith(directory.resolve("own.yaml").toString())
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path nowhere = directory.resolve("nowhere.yaml");

        assertThatThrownBy(() -> new ReplyClassifier(() -> Optional.of(nowhere)))
                .isInstanceOf(BrokenRuleException.class)
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void theExampleOnThePageIsAFileOfRules() throws IOException {
        java.util.regex.Matcher block = Pattern.compile("```yaml rules\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/replies.md")));

        assertThat(block.find()).isTrue();
        with(block.group(1));
    }

    private ReplyClassifier with(String rules) throws IOException {
        Path file = Files.writeString(directory.resolve("own.yaml"), rules);
        return new ReplyClassifier(() -> Optional.of(file));
    }
}
