package io.posthorn.template.diff;

import io.posthorn.mail.Fault;
import io.posthorn.template.CandidateSet;
import io.posthorn.template.LoadedSet;
import io.posthorn.template.Rendering;
import io.posthorn.template.TemplateVersion;
import io.posthorn.template.Workbench;
import java.util.List;
import java.util.Map;

/**
 * What one set makes of data.
 *
 * @param portrait the mail, or null if there is none
 * @param reasons why there is none
 */
record Attempt(Portrait portrait, List<String> reasons) {

    /** @param home the set in which the data stand as a sample, or null */
    static Attempt of(CandidateSet set, MailName name, Map<String, Object> data, LoadedSet home) {
        TemplateVersion version = set.set().templates().get(name.template());
        if (version == null) {
            return new Attempt(null, set.reasons(name.template()));
        }
        String locale = name.locale().isEmpty() ? null : name.locale();
        Rendering rendering = Workbench.render(version, locale, data);
        if (rendering instanceof Rendering.Rendered mail) {
            return new Attempt(Portrait.of(version, mail), List.of());
        }
        return new Attempt(
                null,
                ((Rendering.Refused) rendering)
                        .faults().stream()
                                .map(fault -> place(name, fault, home)
                                        + (fault.pointer().isEmpty() ? "" : fault.pointer() + ": ")
                                        + fault.message())
                                .toList());
    }

    private static String place(MailName name, Fault fault, LoadedSet home) {
        if (home == null || !(name.source() instanceof MailName.Sample sample)) {
            return "";
        }
        return LoadedSet.samplePath(name.template(), sample.name()) + ':'
                + home.sampleLine(name.template(), sample.name(), fault.pointer()) + ": ";
    }
}
