package io.posthorn.console;

import io.posthorn.template.RefusedSet;
import io.posthorn.template.TemplateCatalog;
import java.util.regex.Pattern;

/**
 * What stands around every page of the preview.
 *
 * @param revision of the set that is shown
 * @param followed whether saved files are followed
 * @param refused why a newer set is not shown, or null
 * @param mark changes whenever the page would
 */
record Chrome(String revision, boolean followed, String refused, String mark) {

    private static final String HASHED = "sha256:";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40,64}");
    private static final int ENOUGH = 10;

    /**
     * Of the state that the page is made of: a mark that is newer than the page would keep the page from being made
     * again.
     */
    static Chrome of(TemplateCatalog.State state, boolean followed) {
        return new Chrome(
                shortened(state.set().revision()),
                followed,
                state.refused().map(RefusedSet::reason).orElse(null),
                mark(state));
    }

    static String mark(TemplateCatalog.State state) {
        return shortened(state.set().hash())
                + state.refused()
                        .map(refused -> "-" + refused.since().toEpochMilli())
                        .orElse("");
    }

    /** Enough of a hash to tell one from the next. */
    static String shortened(String revision) {
        String bare = revision.startsWith(HASHED) ? revision.substring(HASHED.length()) : revision;
        return HASH.matcher(bare).matches() ? bare.substring(0, ENOUGH) : bare;
    }
}
