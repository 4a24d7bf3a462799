package io.posthorn.template.markup;

/** Is told what cannot be read in CSS. */
@FunctionalInterface
public interface CssComplaints {

    /** Mails are made as browsers show them: what cannot be read is passed over. */
    CssComplaints NONE = (at, what) -> {};

    /**
     * @param at position in the text that is being read, in characters
     * @param what is wrong
     */
    void add(int at, String what);

    /** The same, for a text that begins at that position of this one. */
    default CssComplaints from(int start) {
        return (at, what) -> add(start + at, what);
    }
}
