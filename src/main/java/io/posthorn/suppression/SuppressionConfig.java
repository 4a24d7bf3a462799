package io.posthorn.suppression;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** For how long addresses are not mailed that were refused for good. */
@ConfigMapping(prefix = "posthorn.suppression")
public interface SuppressionConfig {

    /** Whether refusals suppress. What is on the list counts either way. */
    @WithDefault("true")
    boolean automatic();

    /** Where nobody is, or nobody is any more. After that the next mail is tried, and suppresses anew if it is refused. */
    @WithDefault("90d")
    Duration invalidAddress();

    /** A domain that does not exist or takes no mail. */
    @WithDefault("7d")
    Duration badDomain();

    /** A mailbox that stays full. */
    @WithDefault("14d")
    Duration fullMailbox();

    /** How many mails must have expired at a full mailbox. */
    @WithDefault("3")
    int fullTimes();

    /** Within what time they must have. */
    @WithDefault("30d")
    Duration fullWithin();

    /**
     * Domains that are never suppressed as a whole: if the next hop says that one of these does not exist, it is the next
     * hop that errs.
     */
    @WithDefault(
            "gmail.com,googlemail.com,outlook.com,hotmail.com,live.com,msn.com,yahoo.com,aol.com,icloud.com,me.com,"
                    + "gmx.de,gmx.net,web.de,t-online.de,proton.me,protonmail.com,mail.ru,yandex.ru,qq.com,163.com,orange.fr,"
                    + "libero.it,wp.pl,seznam.cz")
    List<String> domainsNeverSuppressed();
}
