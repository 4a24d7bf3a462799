package io.posthorn.testing;

import java.nio.file.Path;

/** The JDK that runs this, for programs beside it. */
public final class Jdk {

    /** Where its programs are. */
    public static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

    private Jdk() {}

    /** How to call its {@code java}, {@code keytool} and the like. */
    public static String program(String name) {
        return BIN.resolve(name).toString();
    }
}
