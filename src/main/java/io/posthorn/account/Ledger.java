package io.posthorn.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which offsets are accounted for: for each partition how far without a gap, and the gaps behind that. Events are
 * entered in the order of their transactions, which for one partition is the order of its offsets.
 */
final class Ledger {

    /** Gaps of a partition, and other offenders, that are named one by one; of more only the number is known. */
    static final int MOST = 1000;

    /**
     * A partition of a topic.
     *
     * @param topic its topic
     * @param number its number there
     */
    record Partition(String topic, int number) implements Comparable<Partition> {
        @Override
        public int compareTo(Partition other) {
            int byTopic = topic.compareTo(other.topic);
            return byTopic != 0 ? byTopic : Integer.compare(number, other.number);
        }
    }

    /** The account of one partition. */
    static final class Page {
        private final NavigableMap<Long, Long> gaps = new TreeMap<>();
        private long next;

        Page(long next) {
            this.next = next;
        }

        /** The first offset that nothing is on record of. */
        long next() {
            return next;
        }

        /** The gaps before it: the first offset of each, and the one after its last. */
        NavigableMap<Long, Long> gaps() {
            return gaps;
        }
    }

    private final Map<Partition, Page> pages = new TreeMap<>();
    private final List<Offender> offenders = new ArrayList<>();
    private long entered;
    private long unnamed;

    /** The partition is read from there on; what was missing before stays missing. */
    void begin(Partition partition, long first) {
        Page old = pages.put(partition, new Page(first));
        if (old != null) {
            old.gaps.forEach((from, to) -> missing(partition, from, to));
        }
    }

    /** These offsets are accounted for. */
    void enter(Partition partition, long from, long to) {
        Page page = pages.get(partition);
        if (page == null) {
            // Before the account begins.
            return;
        }
        entered += to - from;
        if (from >= page.next) {
            if (from > page.next) {
                gap(partition, page, from);
            }
            page.next = to;
        } else if (!fill(page, from, to)) {
            repeated(partition, from, Math.min(to, page.next));
        }
    }

    /** The partitions, in order. */
    Map<Partition, Page> pages() {
        return pages;
    }

    /** Offsets entered so far. */
    long entered() {
        return entered;
    }

    /** Offsets that are not as they should be, beside those that are named. */
    long unnamed() {
        return unnamed;
    }

    /** What is not as it should be and cannot be mended by what comes later. */
    List<Offender> lasting() {
        return List.copyOf(offenders);
    }

    /** What is not as it should be, so far. */
    List<Offender> offenders() {
        List<Offender> all = new ArrayList<>(offenders);
        pages.forEach(
                (partition, page) -> page.gaps.forEach((from, to) -> all.add(missingOffsets(partition, from, to))));
        return all;
    }

    /** Takes a page over from an earlier account. */
    void restore(Partition partition, long next, NavigableMap<Long, Long> gaps) {
        Page page = new Page(next);
        page.gaps.putAll(gaps);
        pages.put(partition, page);
    }

    /** The same account, to go on with apart. */
    Ledger copy() {
        Ledger copy = new Ledger();
        pages.forEach((partition, page) -> copy.restore(partition, page.next, page.gaps));
        copy.offenders.addAll(offenders);
        copy.entered = entered;
        copy.unnamed = unnamed;
        return copy;
    }

    static Offender missingOffsets(Partition partition, long from, long to) {
        return new Offender(
                Offender.Kind.OFFSETS_MISSING,
                new Offender.Offsets(partition.topic, partition.number, from, to),
                "they were passed over, and no event says what became of their records");
    }

    private void gap(Partition partition, Page page, long from) {
        if (page.gaps.size() < MOST) {
            page.gaps.put(page.next, from);
        } else {
            missing(partition, page.next, from);
        }
    }

    /** An event that came late, for offsets that were missing until now. */
    private static boolean fill(Page page, long from, long to) {
        Map.Entry<Long, Long> gap = page.gaps.floorEntry(from);
        if (gap == null || gap.getValue() < to) {
            return false;
        }
        page.gaps.remove(gap.getKey());
        if (gap.getKey() < from) {
            page.gaps.put(gap.getKey(), from);
        }
        if (to < gap.getValue()) {
            page.gaps.put(to, gap.getValue());
        }
        return true;
    }

    private void missing(Partition partition, long from, long to) {
        add(missingOffsets(partition, from, to));
    }

    private void repeated(Partition partition, long from, long to) {
        add(new Offender(
                Offender.Kind.OFFSET_REPEATED,
                new Offender.Offsets(partition.topic, partition.number, from, to),
                "more than one event accounts for it"));
    }

    /** Names it, together with the one before if it goes on where that one ended. */
    private void add(Offender offender) {
        Offender last = offenders.isEmpty() ? null : offenders.get(offenders.size() - 1);
        Offender.Offsets offsets = (Offender.Offsets) offender.subject();
        if (last != null
                && last.kind() == offender.kind()
                && last.subject() instanceof Offender.Offsets before
                && before.topic().equals(offsets.topic())
                && before.partition() == offsets.partition()
                && before.to() == offsets.from()) {
            offenders.set(
                    offenders.size() - 1,
                    new Offender(
                            offender.kind(),
                            new Offender.Offsets(before.topic(), before.partition(), before.from(), offsets.to()),
                            offender.detail()));
        } else if (offenders.size() < MOST) {
            offenders.add(offender);
        } else {
            unnamed += offender.subject().weight();
        }
    }
}
