package io.posthorn.template;

import io.posthorn.template.check.Finding;
import io.posthorn.template.check.Finding.Severity;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Looks at what bulk mail needs, so that mailbox providers take it (RFC 2369, RFC 8058). */
final class ManifestReview {

    private static final String UNSUBSCRIBE = "List-Unsubscribe";
    private static final String ONE_CLICK = "List-Unsubscribe-Post";

    private ManifestReview() {}

    static void review(TemplateVersion version, Consumer<Finding> findings) {
        TemplateManifest manifest = version.manifest();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(manifest.headers());
        boolean bulk = manifest.stream().filter("bulk"::equals).isPresent();
        boolean precedence = headers.getOrDefault("Precedence", "").equalsIgnoreCase("bulk");
        if (!bulk && !precedence) {
            return;
        }
        int line = bulk ? manifest.entries().line("stream") : line(manifest, "Precedence");
        if (!headers.containsKey(UNSUBSCRIBE)) {
            findings.accept(new Finding(
                    Severity.ERROR,
                    "no-unsubscribe",
                    manifest.file(),
                    line,
                    "bulk mail without List-Unsubscribe is taken for spam",
                    "write under headers: List-Unsubscribe: \"<{unsubscribe.url()}>\""));
        } else if (!headers.containsKey(ONE_CLICK)) {
            findings.accept(new Finding(
                    Severity.WARNING,
                    "no-unsubscribe",
                    manifest.file(),
                    line(manifest, UNSUBSCRIBE),
                    "unsubscribing takes more than one click, which large mailbox providers refuse of bulk mail",
                    "write below it: List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
        }
    }

    private static int line(TemplateManifest manifest, String header) {
        Manifest headers = manifest.entries().section("headers");
        return manifest.headers().keySet().stream()
                .filter(header::equalsIgnoreCase)
                .findFirst()
                .map(headers::line)
                .orElse(headers.line(header));
    }
}
