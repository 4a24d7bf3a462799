package io.posthorn.template.check;

import io.posthorn.template.markup.CharacterReferences;
import io.posthorn.template.markup.Links;
import io.posthorn.template.markup.StartTag;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Looks at where the links and images that are written in a template lead; those from data are looked at in every mail. */
final class LinkReview {

    private static final Pattern PHONE = Pattern.compile("(?i)(tel|sms):\\+?[0-9()./-]+");
    private static final String DATA = String.valueOf(MaskedSource.DATA);

    private LinkReview() {}

    static void review(
            String tag, StartTag.Attribute attribute, Place place, Set<String> images, Consumer<Finding> findings) {
        String written = CharacterReferences.decode(attribute.value());
        if (written.contains(DATA) && written.replace(DATA, "").isBlank()) {
            return;
        }
        String link = written.replaceAll(DATA + "+", "x").strip();
        String name = attribute.name();
        if (link.isEmpty()) {
            findings.accept(Finding.error("bad-link", place, name + " is empty", "say where it leads"));
        } else if (link.startsWith("#")) {
            if (link.length() == 1) {
                findings.accept(Finding.error("bad-link", place, name + "=\"#\" leads nowhere", "say where it leads"));
            }
        } else if (link.startsWith("cid:")) {
            image(link.substring(4), place, images, findings);
        } else if (!PHONE.matcher(link).matches()) {
            absolute(tag, name, link, place, findings);
        }
    }

    private static void image(String id, Place place, Set<String> images, Consumer<Finding> findings) {
        if (!images.contains(id)) {
            findings.accept(Finding.error(
                    "unknown-image",
                    place,
                    "there is no image " + id + " under “images” of the template or “shared” of the set",
                    Spelling.hint(id, images)));
        }
    }

    private static void absolute(String tag, String name, String link, Place place, Consumer<Finding> findings) {
        boolean image = !name.equals("href");
        try {
            Links.checked(link);
            if (image && link.regionMatches(true, 0, "http:", 0, 5)) {
                findings.accept(Finding.warning(
                        "bad-link",
                        place,
                        "<" + tag + "> is fetched by http:, which many mail programs refuse",
                        "use https:, or send the image along: cid:"));
            }
        } catch (IllegalArgumentException e) {
            findings.accept(Finding.error(
                    "bad-link",
                    place,
                    name + "=\"" + (link.length() > 60 ? link.substring(0, 60) + "…" : link) + "\": " + e.getMessage(),
                    image ? "" : "a mail is no page: write the whole address"));
        }
    }
}
