package io.posthorn.submission;

import io.posthorn.store.FreshDatabase;

/** Offsets without the container. */
public final class Offsets {

    private Offsets() {}

    public static IntakeOffsets on(FreshDatabase database) {
        return new IntakeOffsets(database.transactions());
    }
}
