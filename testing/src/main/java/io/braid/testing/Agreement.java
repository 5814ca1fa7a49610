package io.braid.testing;

import io.braid.testing.Script.Anything;
import io.braid.testing.Script.LiveRows;
import io.braid.testing.Script.Part;
import io.braid.testing.Script.Refusal;
import io.braid.testing.Script.Rows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Whether what came is what was expected. */
final class Agreement {
    private Agreement() {}

    static boolean of(Part expected, Part actual, Variables variables) {
        if (expected instanceof Anything) {
            return !(actual instanceof Refusal);
        }
        if (expected.getClass() != actual.getClass()) {
            return false;
        }
        boolean anyOrder = (expected instanceof Rows rows && rows.anyOrder())
                || (expected instanceof LiveRows live && live.anyOrder());
        List<String> wanted = expected.print();
        List<String> came = actual.print();
        if (wanted.size() != came.size()) {
            return false;
        }
        return anyOrder ? inAnyOrder(wanted, came, variables) : inOrder(wanted, came, variables);
    }

    private static boolean inOrder(List<String> expected, List<String> actual, Variables variables) {
        for (int i = 0; i < expected.size(); i++) {
            if (!matches(expected.get(i), actual.get(i), variables)) {
                return false;
            }
        }
        return true;
    }

    /** Exact lines choose first, so that a line with a free name does not take what another one needs. */
    private static boolean inAnyOrder(List<String> expected, List<String> actual, Variables variables) {
        List<String> left = new ArrayList<>(actual);
        List<String> open = new ArrayList<>();
        for (String line : expected) {
            if (!left.remove(line)) {
                open.add(line);
            }
        }
        for (String line : open) {
            Iterator<String> candidates = left.iterator();
            boolean found = false;
            while (!found && candidates.hasNext()) {
                if (matches(line, candidates.next(), variables)) {
                    candidates.remove();
                    found = true;
                }
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /** What came has the names of the inputs in it already; an expectation may spell their values out. */
    private static boolean matches(String expected, String actual, Variables variables) {
        return expected.equals(actual)
                || variables.matches(expected, variables.fillKnown(actual))
                || variables.matches(expected, actual);
    }
}
