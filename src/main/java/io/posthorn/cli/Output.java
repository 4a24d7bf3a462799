package io.posthorn.cli;

import java.util.Locale;

/** How a command says what it has to say. */
enum Output {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
