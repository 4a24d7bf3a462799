package io.posthorn.template.markup;

/** Is told what stands in CSS, and what cannot be read in it. Positions are in the text that is being read, in characters. */
public interface CssListener {

    /** Mails are made as browsers show them: what cannot be read is passed over. */
    CssListener NONE = (at, what) -> {};

    /** Something that browsers would pass over. */
    void complaint(int at, String what);

    /** A declaration that always counts, so none within {@code @media} and the like. */
    default void declared(int at, Declaration declaration) {}

    /** An at-rule, such as {@code @import url(x)}, without its block. */
    default void atRule(int at, String text) {}

    /** The same, for a text that begins at that position of this one. */
    default CssListener from(int start) {
        CssListener whole = this;
        return new CssListener() {
            @Override
            public void complaint(int at, String what) {
                whole.complaint(start + at, what);
            }

            @Override
            public void declared(int at, Declaration declaration) {
                whole.declared(start + at, declaration);
            }

            @Override
            public void atRule(int at, String text) {
                whole.atRule(start + at, text);
            }
        };
    }

    /** The same, for what counts only under some condition. */
    default CssListener conditional() {
        return this::complaint;
    }
}
