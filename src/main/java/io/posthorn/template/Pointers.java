package io.posthorn.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** JSON Pointers (RFC 6901) to values within the data of a request, found when something went wrong with them. */
final class Pointers {

    /** Longest name of a property that a fault repeats. */
    private static final int MAX_NAME = 100;

    private Pointers() {}

    /** Where that very object is, or an empty pointer if it is nowhere or in more than one place. */
    static String of(Object data, Object wanted) {
        return only(data, value -> value == wanted);
    }

    /** Where the one value is that satisfies the condition, or an empty pointer. */
    static String only(Object data, Predicate<Object> condition) {
        List<String> found = new ArrayList<>(1);
        collect(data, "", 0, condition, found);
        return found.size() == 1 ? found.get(0) : "";
    }

    static String child(String parent, String name) {
        return name.length() > MAX_NAME
                ? parent
                : parent + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    private static void collect(Object value, String at, int depth, Predicate<Object> condition, List<String> found) {
        if (condition.test(value)) {
            found.add(at);
        }
        if (depth > DataTree.MAX_DEPTH) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> collect(child, child(at, (String) key), depth + 1, condition, found));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), at + '/' + i, depth + 1, condition, found);
            }
        }
    }
}
