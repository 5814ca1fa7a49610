package io.braid.formats;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How numbers become those of a column. */
final class Decimals {
    private Decimals() {}

    /**
     * Rounds to the scale, halves away from zero, as a CAST does.
     *
     * @throws ArithmeticException when it does not fit
     */
    static BigDecimal fit(BigDecimal number, int precision, int scale) {
        // the power of ten that the number is just below; asked first, since scaling writes out all zeros
        long magnitude = (long) number.precision() - number.scale();
        if (number.signum() == 0 || magnitude < -scale) {
            return BigDecimal.ZERO.setScale(scale);
        }
        if (magnitude > precision - scale) {
            throw new ArithmeticException("out of range");
        }
        BigDecimal rounded = number.setScale(scale, RoundingMode.HALF_UP);
        if (rounded.precision() > precision) {
            throw new ArithmeticException("out of range");
        }
        return rounded;
    }
}
