package io.posthorn.replies;

import java.nio.file.Path;
import java.util.Optional;

/** Classifiers for tests of those who use them. */
public final class Classifiers {

    private Classifiers() {}

    /** One that knows the packaged rules and no others. */
    public static ReplyClassifier packaged() {
        return new ReplyClassifier(() -> Optional.<Path>empty());
    }
}
