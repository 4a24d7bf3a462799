package io.posthorn.template.check;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Spelling {

    private Spelling() {}

    /** The known name that is nearest, if it is so near that the other may be a typing error. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        String word = written.toLowerCase(Locale.ROOT);
        int most = Math.max(1, word.length() / 3);
        String best = null;
        for (String name : known) {
            int distance = distance(word, name.toLowerCase(Locale.ROOT));
            if (distance <= most) {
                best = name;
                most = distance - 1;
            }
        }
        return Optional.ofNullable(best);
    }

    /** A hint to put after an error message: the nearest name, or else all there are. */
    public static String hint(String written, Collection<String> known) {
        return nearest(written, known)
                .map(name -> "did you mean “" + name + "”?")
                .orElse(known.isEmpty() ? "" : "known here are " + String.join(", ", known));
    }

    /** Insertions, deletions, replacements and swaps of neighbours. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
