package io.posthorn.throttle;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The gates of one kind by name, those used last: what mail names, a domain or a tenant, may be any number of things.
 * One that is forgotten forgets what it knew of the pace and the rate; one that is in use is never forgotten.
 */
final class Gates {

    /** How many are looked at to forget one. */
    private static final int LOOK = 100;

    private final int most;
    private final Function<String, Gate> make;
    private final Map<String, Gate> byName = new LinkedHashMap<>(16, 0.75f, true);

    Gates(int most, Function<String, Gate> make) {
        this.most = most;
        this.make = make;
    }

    synchronized Gate get(String name) {
        Gate gate = byName.get(name);
        if (gate == null) {
            if (byName.size() >= most && !forget(Gate::idle)) {
                forget(Predicate.not(Gate::used));
            }
            gate = make.apply(name);
            byName.put(name, gate);
        }
        return gate;
    }

    synchronized Collection<Gate> all() {
        return List.copyOf(byName.values());
    }

    private boolean forget(Predicate<Gate> which) {
        int looked = 0;
        for (Iterator<Gate> eldestFirst = byName.values().iterator();
                eldestFirst.hasNext() && looked < LOOK;
                looked++) {
            if (which.test(eldestFirst.next())) {
                eldestFirst.remove();
                return true;
            }
        }
        return false;
    }
}
