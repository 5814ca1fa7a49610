package io.braid.spi;

/** A text that nobody may see by accident: it prints as {@code ***}. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}
