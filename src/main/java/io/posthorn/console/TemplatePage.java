package io.posthorn.console;

import io.posthorn.template.TemplateProfile;
import io.posthorn.template.TemplateVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * One template with one of its samples.
 *
 * @param choice what is looked at and how
 * @param switches what else can be looked at, as far as it makes a difference
 * @param shown the mail, or why there is none
 * @param data the sample
 * @param testRecipients who may be sent it as a test; empty if nobody
 */
record TemplatePage(
        Chrome chrome,
        String name,
        String description,
        String version,
        Choice choice,
        List<Switch> switches,
        Shown shown,
        String data,
        List<String> testRecipients) {

    /** A row of positions, one of which is on. */
    record Switch(String name, List<Position> positions) {}

    /**
     * @param id of its element, so that whoever uses a keyboard stays there
     * @param value what is chosen by it
     * @param query of the page that it leads to
     * @param on whether it is chosen now
     */
    record Position(String id, String value, String query, boolean on) {}

    /** Those of them that are one address. */
    public List<String> testAddresses() {
        return testRecipients.stream()
                .filter(recipient -> !recipient.startsWith("@"))
                .toList();
    }

    static TemplatePage of(
            Chrome chrome,
            TemplateVersion template,
            List<String> samples,
            Choice choice,
            Shown shown,
            String data,
            List<String> testRecipients) {
        TemplateProfile profile = template.profile();
        return new TemplatePage(
                chrome,
                template.ref().name(),
                profile.description().orElse(""),
                Chrome.shortened(template.ref().version()),
                choice,
                switches(samples, profile.locales(), choice),
                shown,
                data,
                testRecipients);
    }

    private static List<Switch> switches(List<String> samples, List<String> locales, Choice choice) {
        List<Switch> switches = new ArrayList<>();
        if (!samples.isEmpty()) {
            switches.add(row("sample", samples, choice.sample(), choice));
        }
        switches.add(row("locale", locales, choice.locale(), choice));
        switches.add(row("view", Choice.VIEWS, choice.view(), choice));
        if (choice.view().equals("html") || choice.view().equals("text")) {
            switches.add(row("width", Choice.WIDTHS, choice.width(), choice));
        }
        if (choice.view().equals("html")) {
            switches.add(row("scheme", Choice.SCHEMES, choice.scheme(), choice));
            switches.add(row("images", Choice.IMAGES, choice.images(), choice));
        }
        return switches;
    }

    private static Switch row(String part, List<String> values, String now, Choice choice) {
        return new Switch(
                part,
                values.stream()
                        .map(value ->
                                new Position(part + "-" + value, value, choice.with(part, value), value.equals(now)))
                        .toList());
    }
}
