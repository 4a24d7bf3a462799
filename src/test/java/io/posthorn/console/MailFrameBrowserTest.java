package io.posthorn.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.posthorn.testing.Browser;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a mail may do in its frame, if it holds what the check of a set would refuse. */
class MailFrameBrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PAGE = "<title>The console</title><iframe src=\"/mail\"></iframe>";
    private static final String MAIL = """
            <html><head><script>parent.document.title = 'taken over'</script></head>
            <body onload="parent.document.title = 'taken over'">
            <a id="script" href="javascript:void(parent.document.title = 'taken over')">a</a>
            <a id="away" href="/elsewhere">b</a>
            <form action="/elsewhere"><button id="send">c</button></form>
            <svg onload="parent.document.title = 'taken over'"></svg>
            <p>The mail is there.</p></body></html>
            """;

    private HttpServer server;
    private Browser browser;

    @BeforeEach
    void start() throws IOException {
        Browser.assumeInstalled();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/", PAGE, "default-src 'self'");
        serve("/mail", MailFrame.html(MAIL, List.of(), false), MailFrame.policy(true));
        server.start();
        browser = Browser.start();
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void whatAMailHoldsDoesNotRunNorLeadAway() {
        browser.open("http://localhost:" + server.getAddress().getPort() + "/");
        await().atMost(PATIENCE).until(() -> browser.text().contains("The mail is there."));

        for (String id : List.of("script", "away", "send")) {
            browser.evaluate("document.querySelector('iframe').contentDocument.getElementById('" + id + "').click()");
        }

        // Once the page has answered twice, whatever the clicks set off has happened.
        browser.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        assertThat(browser.text()).contains("The mail is there.");
        assertThat(browser.evaluate("document.title").textValue()).isEqualTo("The console");
    }

    private void serve(String path, String html, String policy) {
        server.createContext(path, exchange -> {
            byte[] body = html.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html;charset=UTF-8");
            exchange.getResponseHeaders().add("Content-Security-Policy", policy);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }
}
