package io.posthorn.testing.ledger;

import java.util.Collection;
import java.util.function.Consumer;

/** What one party wrote down, read from its beginning each time, an entry at a time. */
@FunctionalInterface
public interface Ledger<T> {

    void read(Consumer<? super T> reader);

    /** One that is in memory. */
    static <T> Ledger<T> of(Collection<? extends T> entries) {
        return entries::forEach;
    }
}
