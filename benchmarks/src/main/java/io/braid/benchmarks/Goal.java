package io.braid.benchmarks;

/**
 * What is hoped for, on two cores.
 *
 * @param limit in the unit of the measurement; not a number when there is none
 */
record Goal(double limit, Better better) {
    /** In which direction a figure gets better. */
    enum Better {
        SMALLER,
        GREATER
    }

    static final Goal NONE = new Goal(Double.NaN, Better.SMALLER);

    static Goal atMost(double limit) {
        return new Goal(limit, Better.SMALLER);
    }

    static Goal atLeast(double limit) {
        return new Goal(limit, Better.GREATER);
    }

    boolean isMet(double measured) {
        return better == Better.SMALLER ? measured <= limit : measured >= limit;
    }
}
