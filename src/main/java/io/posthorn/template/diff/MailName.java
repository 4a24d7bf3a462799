package io.posthorn.template.diff;

import io.posthorn.mail.MailId;

/**
 * Which mail is compared: one that data make of a template.
 *
 * @param template the template
 * @param locale what is asked for, a BCP 47 tag; empty if it is not known which there are
 * @param source where the data come from
 */
public record MailName(String template, String locale, Source source) {

    /** Where data come from. */
    public sealed interface Source {}

    /** A sample, which may stand in both sets, alike or not. */
    public record Sample(String name, Edition edition) implements Source {

        @Override
        public String toString() {
            return "sample " + name + edition.words;
        }
    }

    /** There are none: the template has no samples. */
    public record NoSample() implements Source {

        @Override
        public String toString() {
            return "no sample";
        }
    }

    /** A request that was accepted. */
    public record Request(MailId mail) implements Source {

        @Override
        public String toString() {
            return "mail " + mail;
        }
    }

    /** Which set a sample stands in. */
    public enum Edition {
        /** In one only, or alike in both. */
        ONLY(""),
        /** As it stands in the set before; it is different now. */
        BEFORE(" as it was"),
        /** As it stands in the set after; it was different. */
        AFTER(" as it is now");

        private final String words;

        Edition(String words) {
            this.words = words;
        }
    }

    /** As people read it. */
    @Override
    public String toString() {
        return template + " (" + source + (locale.isEmpty() ? "" : ", " + locale) + ')';
    }
}
