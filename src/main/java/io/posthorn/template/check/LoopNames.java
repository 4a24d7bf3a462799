package io.posthorn.template.check;

import java.util.Set;

/** What a loop says about its turn, after the name of the item and an underscore: {@code item_count}. */
final class LoopNames {

    static final Set<String> ALL =
            Set.of("count", "index", "indexParity", "hasNext", "isLast", "isFirst", "isOdd", "odd", "isEven", "even");

    private LoopNames() {}
}
