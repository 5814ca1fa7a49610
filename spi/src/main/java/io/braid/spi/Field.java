package io.braid.spi;

/** A named part of a STRUCT. */
public record Field(String name, DataType type) {
    @Override
    public String toString() {
        return Names.quoted(name) + " " + type;
    }
}
