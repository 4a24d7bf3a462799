package io.posthorn.replies;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packaged rules make of the replies of real servers. */
class PackagedRulesTest {

    private static final ReplyClassifier REPLIES = new ReplyClassifier(Optional::empty);
    private static final Set<ReplyClass> ABOUT_RECIPIENTS =
            EnumSet.of(ReplyClass.INVALID_RECIPIENT, ReplyClass.INACTIVE_MAILBOX, ReplyClass.BAD_DOMAIN);

    static Stream<ReplyTable.Line> table() {
        return Stream.concat(ReplyTable.known(), ReplyTable.documented());
    }

    @ParameterizedTest
    @MethodSource("table")
    void aReplyMeansWhatTheTableSays(ReplyTable.Line line) {
        assertThat(ReplyTable.words(REPLIES.classify(line.value(), line.phase())))
                .isEqualTo(line.meaning());
    }

    @Test
    void everyRuleDecidesAboutALineOfTheTable() {
        List<Rule> rules = ReplyClassifier.packaged().rules();
        Set<Integer> used = ReplyTable.known()
                .map(line -> new Refusal(line.value(), line.phase()))
                .map(refusal -> deciding(rules, refusal))
                .collect(Collectors.toSet());

        assertThat(rules)
                .hasSizeGreaterThan(50)
                .allSatisfy(rule -> assertThat(used)
                        .as("lines of rules that the table of replies uses")
                        .contains(rule.line()));
    }

    @Test
    void everyRuleShowsAnExampleThatItDecidesAbout() {
        RuleFile file = ReplyClassifier.packaged();

        assertThat(file.rules())
                .allSatisfy(rule -> assertThat(file.examples())
                        .extracting(RuleFile.Example::rule)
                        .contains(rule));
        assertThat(file.examples())
                .allSatisfy(example -> assertThat(deciding(file.rules(), example.refusal()))
                        .isEqualTo(example.rule().line()));
    }

    private static int deciding(List<Rule> rules, Refusal refusal) {
        return rules.stream()
                .filter(rule -> rule.matches(refusal))
                .findFirst()
                .orElseThrow()
                .line();
    }

    @Test
    void everyClassIsOnThePageOfEvents() throws IOException {
        String page = Files.readString(Path.of("docs/events.md"));
        assertThat(ReplyClass.values())
                .allSatisfy(category -> assertThat(page).containsPattern("\\n\\|[^|]*`" + category.label() + "`"));
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsAboutTheRecipientCanSuppress(ReplyClass category) {
        assertThat(category.maySuppress(Suppresses.ADDRESS)).isEqualTo(ABOUT_RECIPIENTS.contains(category));
        assertThat(category.maySuppress(Suppresses.DOMAIN)).isEqualTo(category == ReplyClass.BAD_DOMAIN);
    }

    @Test
    void noCodeOfPolicyEverSuppressesWhateverTheTextSays() {
        for (int detail = 0; detail < 1000; detail++) {
            if (!Set.of(17, 18).contains(detail)) {
                for (String text : List.of("user unknown", "mailbox disabled", "no such domain", "")) {
                    Reply reply = Reply.of(550, "5.7." + detail + " " + text);
                    assertThat(REPLIES.classify(reply, SmtpPhase.RCPT).suppresses())
                            .as("%s", reply)
                            .isEqualTo(Suppresses.NOTHING);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Policy
                "Rejected by policy",
                "Rejected by local policies",
                "Administratively prohibited",
                "Access denied",
                "You are not welcome here",
                // Authentication of the sender
                "Message rejected due to DMARC policy",
                "SPF check failed",
                "DKIM signature not valid",
                "Message failed authentication checks",
                "Cannot find your reverse DNS",
                // The login
                "Authentication required",
                "SMTP authentication is required",
                "You must authenticate first",
                "Please log in first",
                "Your user account is disabled",
                "Your account has been suspended",
                "Your account is suspended",
                "Your mail account is locked",
                // Relaying
                "Relaying denied",
                "Relay access denied",
                "not local host, not a gateway",
                "We do not relay",
                "You are not allowed to relay through this server",
                "Sorry, that domain isn't in my list of allowed rcpthosts",
                // Reputation
                "Blocked, see https://www.spamhaus.org",
                "Your host has a poor reputation",
                "Your address is on our blocklist",
                "Your IP is listed in our RBL",
            })
    void aTextOfPolicyAuthenticationRelayingOrReputationNeverSuppressesWhateverTheCodeSays(String text) {
        assertThat(repliesOf(text)
                        .filter(line ->
                                REPLIES.classify(line.value(), line.phase()).suppresses() != Suppresses.NOTHING)
                        .map(ReplyTable.Line::reply))
                .isEmpty();
    }

    /** With every code that can be about a recipient, alone and after words that are. */
    private static Stream<ReplyTable.Line> repliesOf(String text) {
        List<String> codes = List.of("RCPT 521", "RCPT 550", "DATA 554", "DOT 550", "RCPT 551", "RCPT 553", "RCPT 556");
        List<String> enhanced = List.of(
                "", " 5.0.0", " 5.1.0", " 5.1.1", " 5.1.2", " 5.1.3", " 5.1.6", " 5.1.10", " 5.2.0", " 5.2.1", " 5.4.1",
                " 5.4.4", " 5.5.0", " 5.7.1", " 5.7.17", " 5.7.18");
        List<String> before =
                List.of("", " User unknown;", " Recipient not found;", " Mailbox disabled;", " Domain not found;");
        return codes.stream()
                .flatMap(code -> enhanced.stream().map(more -> code + more))
                .flatMap(start -> before.stream().map(words -> start + words + " " + text))
                .map(reply -> new ReplyTable.Line(reply, "", "", ""));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"RCPT", "DATA", "DOT"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatComesBeforeTheRecipientIsNotAboutTheRecipient(SmtpPhase phase) {
        Reply reply = Reply.of(550, "5.1.1 user unknown");

        assertThat(REPLIES.classify(reply, phase).suppresses()).isEqualTo(Suppresses.NOTHING);
        assertThat(REPLIES.classify(reply, null).suppresses()).isEqualTo(Suppresses.NOTHING);
    }

    @Test
    void theReasonIsForPeople() {
        assertThat(REPLIES.classify(Reply.of(451, "4.7.1 greylisted"), SmtpPhase.RCPT)
                        .reason())
                .isEqualTo("greylisting");
        assertThat(REPLIES.classify(Reply.of(550, "no"), SmtpPhase.RCPT).reason())
                .isEqualTo("the next hop refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", " ", "a ", "mailbox ", "exceeds exceeds ", "*", "<@>", "\u0130", "\u03a3", "mail from ip "})
    @Timeout(20)
    void noTextTakesLong(String part) {
        Reply reply = Reply.of(550, part.repeat(Reply.MAX_TEXT / part.length()));

        for (int i = 0; i < 2_000; i++) {
            assertThat(REPLIES.classify(reply, SmtpPhase.RCPT)).isNotNull();
        }
    }
}
