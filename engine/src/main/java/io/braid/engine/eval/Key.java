package io.braid.engine.eval;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values that are looked up together. Nulls are equal to each other. */
final class Key {
    private final @Nullable Object[] values;
    private final int hash;

    Key(@Nullable Object[] values) {
        this.values = values;
        this.hash = Arrays.deepHashCode(values);
    }

    @Nullable
    Object[] values() {
        return values;
    }

    boolean hasNull() {
        for (Object value : values) {
            if (value == null) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key that && hash == that.hash && Arrays.deepEquals(values, that.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
