package io.posthorn.template;

import java.util.Collection;
import java.util.Optional;

/** Finds the locale that serves a request: the lookup of RFC 4647 section 3.4. */
final class LocaleRange {

    private LocaleRange() {}

    /** {@code de-AT} finds {@code de-AT} or else {@code de}; the case of letters does not matter. */
    static Optional<String> lookup(String requested, Collection<String> available) {
        String range = requested;
        while (!range.isEmpty()) {
            for (String tag : available) {
                if (tag.equalsIgnoreCase(range)) {
                    return Optional.of(tag);
                }
            }
            range = shorter(range);
        }
        return Optional.empty();
    }

    private static String shorter(String range) {
        int dash = range.lastIndexOf('-');
        if (dash < 0) {
            return "";
        }
        boolean singleton = dash >= 2 && range.charAt(dash - 2) == '-';
        return range.substring(0, singleton ? dash - 2 : dash);
    }
}
