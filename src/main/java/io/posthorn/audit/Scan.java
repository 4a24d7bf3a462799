package io.posthorn.audit;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a search has found so far.
 *
 * @param ids newest first: all there are above {@code horizon}
 * @param horizon newest id that has not been looked at; null if everything has
 */
record Scan(List<UUID> ids, UUID horizon) {

    /** Everything, and nothing of it fits. */
    static final Scan NOTHING = new Scan(List.of(), null);

    Scan {
        ids = List.copyOf(ids);
    }

    /** Two searches as one of at most {@code limit} ids: what either has not looked at is left for the next page. */
    static Scan merge(Scan one, Scan other, int limit) {
        UUID horizon = Stream.of(one, other)
                .map(Scan::horizon)
                .filter(Objects::nonNull)
                .max(IdRange.ORDER)
                .orElse(null);
        List<UUID> ids = Stream.of(one.ids, other.ids)
                .flatMap(Collection::stream)
                .filter(id -> horizon == null || IdRange.ORDER.compare(id, horizon) > 0)
                .distinct()
                .sorted(IdRange.ORDER.reversed())
                .toList();
        return ids.size() <= limit ? new Scan(ids, horizon) : new Scan(ids.subList(0, limit), ids.get(limit));
    }
}
