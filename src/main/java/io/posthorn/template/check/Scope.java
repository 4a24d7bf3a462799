package io.posthorn.template.check;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that an expression may begin with, and which values are known to be there. Immutable.
 *
 * @param data what the request brings
 * @param names what the template itself gave a name
 * @param present paths that a condition around the expression asked for
 */
record Scope(Shape data, Map<String, Value> names, Set<String> present) {

    /**
     * A value with a name.
     *
     * @param shape what it may be
     * @param path where in the data it comes from; empty if it does not
     */
    record Value(Shape shape, String path) {
        static final Value UNKNOWN = new Value(Shape.UNKNOWN, "");
        static final Value TEXT = new Value(Shape.TEXT, "");
        static final Value NUMBER = new Value(Shape.NUMBER, "");
    }

    static Scope of(Shape data) {
        return new Scope(data, Map.of(), Set.of());
    }

    Scope with(Map<String, Value> more) {
        Map<String, Value> all = new LinkedHashMap<>(names);
        all.putAll(more);
        return new Scope(data, all, present);
    }

    Scope knowing(Set<String> paths) {
        Set<String> all = new HashSet<>(present);
        for (String path : paths) {
            String known = path;
            while (!known.isEmpty()) {
                all.add(known);
                known = known.substring(0, Math.max(0, known.lastIndexOf('.')));
            }
        }
        return new Scope(data, names, all);
    }

    /** What stands under that name, or null. */
    Value value(String name) {
        Value own = names.get(name);
        return own != null
                ? own
                : data.field(name).map(shape -> new Value(shape, name)).orElse(null);
    }

    /** Every name that can be used here. */
    Set<String> known() {
        Set<String> known = new TreeSet<>(names.keySet());
        known.addAll(data.fields());
        return known;
    }
}
