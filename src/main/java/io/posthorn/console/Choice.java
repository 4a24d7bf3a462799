package io.posthorn.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is looked at and how; all of it stands in the page's address. What an address does not say, or says wrongly, is
 * as usual.
 *
 * @param sample name of the data
 * @param locale a BCP 47 tag
 * @param view {@code html}, {@code text}, {@code headers}, {@code source} or {@code data}
 * @param width {@code desktop} or {@code phone}
 * @param scheme {@code light} or {@code dark}
 * @param images {@code on} or {@code off}
 */
record Choice(String sample, String locale, String view, String width, String scheme, String images) {

    static final List<String> VIEWS = List.of("html", "text", "headers", "source", "data");
    static final List<String> WIDTHS = List.of("desktop", "phone");
    static final List<String> SCHEMES = List.of("light", "dark");
    static final List<String> IMAGES = List.of("on", "off");

    private static final String USUAL_SAMPLE = "default";

    /**
     * What that query asks for.
     *
     * @param samples of the template; the one called {@code default} is shown first
     * @param locales of the template
     * @param usualLocale the one that is used if none fits
     */
    static Choice of(Map<String, List<String>> query, List<String> samples, List<String> locales, String usualLocale) {
        return new Choice(
                one(query, "sample", samples, USUAL_SAMPLE),
                one(query, "locale", locales, usualLocale),
                one(query, "view", VIEWS, VIEWS.get(0)),
                one(query, "width", WIDTHS, WIDTHS.get(0)),
                one(query, "scheme", SCHEMES, SCHEMES.get(0)),
                one(query, "images", IMAGES, IMAGES.get(0)));
    }

    private static String one(Map<String, List<String>> query, String name, List<String> permitted, String otherwise) {
        List<String> asked = query.getOrDefault(name, List.of());
        return Stream.concat(asked.stream(), Stream.of(otherwise))
                .filter(permitted::contains)
                .findFirst()
                .orElseGet(() -> permitted.isEmpty() ? "" : permitted.get(0));
    }

    boolean dark() {
        return scheme.equals("dark");
    }

    boolean withImages() {
        return images.equals("on");
    }

    /** As the query of an address, with one part replaced. */
    String with(String part, String value) {
        List<String> query = new ArrayList<>();
        add(query, "sample", sample, part, value);
        add(query, "locale", locale, part, value);
        add(query, "view", view, part, value);
        add(query, "width", width, part, value);
        add(query, "scheme", scheme, part, value);
        add(query, "images", images, part, value);
        return "?" + String.join("&", query);
    }

    public String query() {
        return with("", "");
    }

    private static void add(List<String> query, String name, String now, String part, String value) {
        String next = name.equals(part) ? value : now;
        query.add(name + "=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }
}
