package io.posthorn.template.diff;

import io.posthorn.mail.MailId;
import io.posthorn.template.BrokenTemplateException;
import io.posthorn.template.CandidateSet;
import io.posthorn.template.LoadedSet;
import io.posthorn.template.diff.MailDiff.Verdict;
import io.posthorn.template.diff.MailName.Edition;
import io.posthorn.template.diff.MailName.Sample;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Makes the same mails with two sets, and tells how they differ. Both get the same data, so that a difference is the
 * templates' and not the data's. Sends nothing; holds one mail at a time.
 */
public final class SetDiff {

    private final CandidateSet before;
    private final CandidateSet after;

    /**
     * Two sets.
     *
     * @param before what mails are made with until now
     * @param after what is to take its place
     */
    public SetDiff(CandidateSet before, CandidateSet after) {
        this.before = before;
        this.after = after;
    }

    /** The names of all templates that either set has. */
    public SortedSet<String> templates() {
        SortedSet<String> all = new TreeSet<>(before.declared());
        all.addAll(after.declared());
        return all;
    }

    /**
     * Compares every sample of a template in every locale. The samples of the set before stand for the requests that are
     * made today; one that is different in the set after is tried as well.
     */
    public void samples(String template, Consumer<MailDiff> found) {
        SortedSet<String> names = new TreeSet<>(before.set().samples(template));
        names.addAll(after.set().samples(template));
        for (String name : names) {
            try {
                sample(template, name, found);
            } catch (BrokenTemplateException e) {
                MailName mail = new MailName(template, "", new Sample(name, Edition.ONLY));
                found.accept(new MailDiff(mail, Verdict.REFUSED, List.of(e.getMessage())));
            }
        }
        if (names.isEmpty()) {
            found.accept(withoutSamples(template));
        }
    }

    /** Compares the mail that a request asked for: its data, in the locale that was chosen when it was accepted. */
    public MailDiff request(MailId id, String template, String locale, Map<String, Object> data) {
        return compare(new MailName(template, locale, new MailName.Request(id)), data, null);
    }

    private void sample(String template, String name, Consumer<MailDiff> found) {
        Optional<Map<String, Object>> old = before.set().sample(template, name);
        Optional<Map<String, Object>> now = after.set().sample(template, name);
        boolean edited = old.isPresent() && now.isPresent() && !old.equals(now);
        for (String locale : locales(template)) {
            if (edited) {
                MailName was = new MailName(template, locale, new Sample(name, Edition.BEFORE));
                found.accept(compare(was, old.get(), before.set()));
            }
            MailName mail = new MailName(template, locale, new Sample(name, edited ? Edition.AFTER : Edition.ONLY));
            found.accept(
                    now.isPresent() ? compare(mail, now.get(), after.set()) : compare(mail, old.get(), before.set()));
        }
    }

    /** The locales that either set has the template in, those of the set before first. */
    private Set<String> locales(String template) {
        Set<String> locales = new LinkedHashSet<>();
        for (CandidateSet set : List.of(before, after)) {
            if (set.set().templates().containsKey(template)) {
                locales.addAll(set.set().templates().get(template).profile().locales());
            }
        }
        return locales.isEmpty() ? Set.of("") : locales;
    }

    private MailDiff withoutSamples(String template) {
        MailName name = new MailName(template, "", new MailName.NoSample());
        List<String> failsBefore = before.reasons(template);
        List<String> failsAfter = after.reasons(template);
        if (failsBefore.isEmpty() != failsAfter.isEmpty()) {
            return failsAfter.isEmpty()
                    ? new MailDiff(name, Verdict.NEW, List.of())
                    : new MailDiff(name, Verdict.FAILS, failsAfter);
        }
        return new MailDiff(
                name,
                Verdict.REFUSED,
                failsAfter.isEmpty() ? List.of("without data there is nothing to compare") : failsAfter);
    }

    /** @param home the set in which the data stand as a sample, or null */
    private MailDiff compare(MailName name, Map<String, Object> data, LoadedSet home) {
        Attempt old = Attempt.of(before, name, data, home);
        Attempt now = Attempt.of(after, name, data, home);
        if (old.portrait() == null) {
            boolean wasThere = before.declared().contains(name.template());
            if (now.portrait() != null) {
                return new MailDiff(name, Verdict.NEW, wasThere ? prefixed("until now: ", old.reasons()) : List.of());
            }
            return new MailDiff(name, wasThere ? Verdict.REFUSED : Verdict.FAILS, now.reasons());
        }
        if (now.portrait() == null) {
            return new MailDiff(name, Verdict.FAILS, now.reasons());
        }
        return old.portrait().to(now.portrait(), name);
    }

    private static List<String> prefixed(String prefix, List<String> lines) {
        return lines.stream().map(line -> prefix + line).toList();
    }
}
