package io.posthorn.submission;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON for tests, too long to write out. */
final class Many {

    private Many() {}

    static String addresses(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> "\"a" + i + "@example.org\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    static String headers(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> "\"X-" + i + "\": \"x\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }
}
