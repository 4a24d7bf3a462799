package io.posthorn.template.markup;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** What data may say where a link leads or an image comes from. */
public final class Links {

    private static final int MAX_LENGTH = 2048;

    private Links() {}

    /**
     * The same text if it is an absolute URI (RFC 3986) of the scheme http, https, mailto or cid, in ASCII, without
     * user information; else an {@link IllegalArgumentException} that does not quote it.
     */
    public static String checked(String link) {
        if (link.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a link has at most " + MAX_LENGTH + " characters");
        }
        URI uri;
        try {
            uri = new URI(link);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a link: character " + e.getIndex() + " is not allowed", e);
        }
        if (!link.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("a link is ASCII; percent-encode what is not");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        switch (scheme) {
            case "http", "https" -> {
                if (uri.getHost() == null || uri.getRawUserInfo() != null) {
                    throw new IllegalArgumentException("a link needs a host, and no user name before it");
                }
            }
            case "mailto", "cid" -> {}
            default -> throw new IllegalArgumentException("a link begins with https:, http:, mailto: or cid:");
        }
        return link;
    }
}
