package io.posthorn.template;

import io.posthorn.template.check.Finding;
import io.posthorn.template.check.Finding.Severity;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the text of a message. */
final class MessageReview {

    private static final Pattern EXPRESSION = Pattern.compile("\\{(?!n})[A-Za-z#/][^}\\n]*}");
    private static final Pattern MARKUP = Pattern.compile("</?[A-Za-z][^>]*>|&[a-z]+;");

    private MessageReview() {}

    static void review(String name, Messages.Message message, Consumer<Finding> findings) {
        found(
                EXPRESSION,
                name,
                message,
                "data are not filled into a message",
                "write them into the template",
                findings);
        found(
                MARKUP,
                name,
                message,
                "a message is text, and shown as it is",
                "write the markup into the template",
                findings);
    }

    private static void found(
            Pattern pattern,
            String name,
            Messages.Message message,
            String problem,
            String mend,
            Consumer<Finding> findings) {
        Matcher matcher = pattern.matcher(message.text());
        if (matcher.find()) {
            findings.accept(new Finding(
                    Severity.ERROR,
                    "message-text",
                    message.file(),
                    message.line(),
                    "“" + name + "” holds " + matcher.group() + ": " + problem,
                    mend));
        }
    }
}
