package io.posthorn.delivery;

import io.posthorn.smtp.EnhancedStatusCode;
import io.posthorn.smtp.Reply;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts a refusal into a class that programs can act on, by its enhanced code first (RFC 3463, IANA registry). */
@ApplicationScoped
class ReplyClassifier {

    /** The class of a 4yz or 5yz reply. */
    String classify(Reply reply) {
        return reply.enhancedCode().map(code -> byEnhancedCode(code, reply)).orElseGet(() -> byCode(reply));
    }

    private static String byEnhancedCode(EnhancedStatusCode code, Reply reply) {
        return switch (code.subject()) {
            case 1 -> code.detail() == 2 || code.detail() == 10 ? "BadDomain" : addressing(code);
            case 2 -> code.detail() == 2 ? "QuotaIssues" : "InactiveMailbox";
            case 3 -> code.detail() == 4 ? "MessageTooLarge" : "TransientFailure";
            case 4 -> "RoutingErrors";
            case 5 -> "ProtocolErrors";
            case 7 -> reply.permanent() ? "PolicyRelated" : "TransientFailure";
            default -> byCode(reply);
        };
    }

    private static String addressing(EnhancedStatusCode code) {
        return code.detail() == 7 || code.detail() == 8 ? "InvalidSender" : "InvalidRecipient";
    }

    private static String byCode(Reply reply) {
        if (!reply.permanent()) {
            return "TransientFailure";
        }
        return reply.code() == 530 || reply.code() == 535 ? "AuthenticationFailed" : "Uncategorized";
    }
}
