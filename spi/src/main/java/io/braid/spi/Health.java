package io.braid.spi;

/** Whether operations are likely to succeed, and if not, why. */
public record Health(boolean ok, String message) {
    public static final Health OK = new Health(true, "");

    public static Health failed(String message) {
        return new Health(false, message);
    }
}
