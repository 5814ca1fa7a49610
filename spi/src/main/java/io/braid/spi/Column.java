package io.braid.spi;

/** A column of a relation or a result. */
public record Column(String name, DataType type, boolean nullable) {
    public static Column of(String name, DataType type) {
        return new Column(name, type, true);
    }
}
