package io.posthorn.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What matters of the plan of a claim: by which index the rows were found, and how many pages that took. */
record ClaimPlan(String found, int rows, long toFind, long inAll, String time) {

    private static final Pattern SCAN =
            Pattern.compile("(\\w[^(\n]*delivery_due[^(\n]*\\S) +\\(.*rows=(\\d+) loops=1\\)");
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");
    private static final Pattern TIME = Pattern.compile("Execution Time: (\\S+ ms)");

    static ClaimPlan read(String plan) {
        Matcher scan = SCAN.matcher(plan);
        Matcher time = TIME.matcher(plan);
        if (!scan.find() || !time.find()) {
            throw new IllegalStateException("the claim does not go by delivery_due:\n" + plan);
        }
        return new ClaimPlan(
                scan.group(1),
                Integer.parseInt(scan.group(2)),
                pages(plan.substring(scan.end())),
                pages(plan),
                time.group(1));
    }

    private static long pages(String plan) {
        Matcher buffers = BUFFERS.matcher(plan);
        return buffers.find() ? number(buffers.group(1)) + number(buffers.group(2)) : 0;
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    @Override
    public String toString() {
        return String.format(
                "%s found %d in %,d pages; with the update %,d pages, %s", found, rows, toFind, inAll, time);
    }
}
