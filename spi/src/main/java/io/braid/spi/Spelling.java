package io.braid.spi;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses what was meant by a name that is not there. */
public final class Spelling {
    private Spelling() {}

    /** The candidate that differs least, if it is close enough to be worth saying. */
    public static Optional<String> closest(String wanted, Collection<String> candidates) {
        int allowed = Math.max(1, wanted.length() / 3);
        String best = null;
        int bestDistance = allowed + 1;
        for (String candidate : candidates) {
            int distance = distance(wanted, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Edits between two names; case and underscores cost nothing. */
    private static int distance(String left, String right) {
        String a = plain(left);
        String b = plain(right);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }
}
