package io.posthorn.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Optional;

/** Which mail goes by which relay. The first rule that fits decides; mail that none fits goes by the default relay. */
@ConfigMapping(prefix = "posthorn.routes")
public interface RoutesConfig {

    /** The rules, in order. */
    @WithParentName
    List<Rule> inOrder();

    /** Fits if every condition that it has does. Without conditions it fits every mail. */
    interface Rule {

        /** Any of these tenants. */
        Optional<List<String>> tenants();

        /** Any of these streams. */
        Optional<List<String>> streams();

        /** The domain of the sender is any of these; {@code *.example.org} is every domain below that one. */
        Optional<List<String>> senderDomains();

        /** The domain of the recipient is any of these, likewise. */
        Optional<List<String>> recipientDomains();

        /** Names of relays: the first by preference, the others for when those before them cannot be reached. */
        List<String> relays();
    }
}
