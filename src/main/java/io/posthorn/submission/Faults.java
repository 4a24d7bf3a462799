package io.posthorn.submission;

import io.posthorn.mail.Fault;
import io.posthorn.mail.UnstructuredText;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request, so that its author hears of everything at once. */
final class Faults {

    private static final int MOST = 50;
    private static final int LONGEST_SEGMENT = 64;

    private final List<Fault> faults = new ArrayList<>();

    void add(String pointer, String code, String message) {
        if (faults.size() < MOST) {
            faults.add(new Fault(pointer, code, message));
        }
    }

    boolean none() {
        return faults.isEmpty();
    }

    List<Fault> all() {
        return List.copyOf(faults);
    }

    /**
     * A pointer one step further (RFC 6901). A name that is the request's own invention is cut, and shown with
     * replacement characters where it holds what may stand in no log and no header.
     */
    static String at(String pointer, String name) {
        StringBuilder segment = new StringBuilder();
        name.codePoints().limit(LONGEST_SEGMENT).forEach(c -> segment.appendCodePoint(shown(c)));
        return pointer + '/' + segment.toString().replace("~", "~0").replace("/", "~1");
    }

    static String at(String pointer, int index) {
        return pointer + '/' + index;
    }

    private static int shown(int c) {
        try {
            UnstructuredText.check(Character.toString(c));
            return c;
        } catch (IllegalArgumentException e) {
            return 0xFFFD;
        }
    }
}
