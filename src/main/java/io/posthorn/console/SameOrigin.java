package io.posthorn.console;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/**
 * Whether a form was sent by a page of the console, and not by another site in its reader's name. Browsers say so
 * themselves, in a header that no page can write: {@code Sec-Fetch-Site} (Fetch Metadata), and where that is left out
 * because the connection is not encrypted, {@code Origin} (RFC 6454). What sends neither is no browser, and nobody is
 * tricked into using it.
 */
final class SameOrigin {

    private SameOrigin() {}

    static boolean holds(HttpHeaders headers, UriInfo uri) {
        String site = headers.getHeaderString("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = headers.getHeaderString("Origin");
        return origin == null
                || authority(origin).equalsIgnoreCase(uri.getRequestUri().getAuthority());
    }

    /** An origin is opaque ({@code null}) where a browser has reasons to hide it; that is nobody's. */
    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
