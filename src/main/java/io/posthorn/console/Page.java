package io.posthorn.console;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** HTML as an answer. A page runs and shows nothing but what the console itself is made of. */
final class Page {

    static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Page() {}

    static Response of(int status, TemplateInstance page) {
        return of(status, page.render(), POLICY);
    }

    /** Other HTML, under a policy of its own. */
    static Response of(int status, String html, String policy) {
        return Response.status(status)
                .entity(html)
                .type(HTML)
                .header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                // Without a referrer, browsers hide the origin of a form too.
                .header("Referrer-Policy", "same-origin")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
