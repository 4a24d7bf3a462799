package io.posthorn.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How long it took after each fault until mail flowed again. */
record Resumptions(List<Duration> all) {

    Resumptions {
        all = all.stream().sorted().toList();
    }

    /** Those that took longer than that. */
    List<Duration> over(Duration limit) {
        return all.stream().filter(one -> one.compareTo(limit) > 0).toList();
    }

    /** The shortest, the median and the longest. */
    @Override
    public String toString() {
        return switch (all.size()) {
            case 0 -> "no fault";
            case 1 -> seconds(all.get(0));
            default ->
                "%s, %s, %s (shortest, median, longest of %d)"
                        .formatted(
                                seconds(all.get(0)), seconds(median()), seconds(all.get(all.size() - 1)), all.size());
        };
    }

    private Duration median() {
        return all.get((all.size() - 1) / 2).plus(all.get(all.size() / 2)).dividedBy(2);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
