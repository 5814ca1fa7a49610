package io.braid.spi;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A type of the language. {@link Object#toString()} is the canonical text that clients read in result metadata, such as
 * {@code DECIMAL(10, 2)} or {@code ARRAY<VARCHAR>}; it never says {@code STRING} or {@code INT}.
 *
 * <p>Values of a type are plain Java objects wherever rows meet our code:
 *
 * <table>
 * <caption>value classes</caption>
 * <tr><td>BOOLEAN</td><td>{@link Boolean}</td></tr>
 * <tr><td>TINYINT, SMALLINT, INTEGER</td><td>{@link Integer}</td></tr>
 * <tr><td>BIGINT</td><td>{@link Long}</td></tr>
 * <tr><td>FLOAT, DOUBLE</td><td>{@link Float}, {@link Double}</td></tr>
 * <tr><td>DECIMAL</td><td>{@link java.math.BigDecimal} with the type's scale</td></tr>
 * <tr><td>VARCHAR</td><td>{@link String}</td></tr>
 * <tr><td>VARBINARY</td><td>{@code byte[]}</td></tr>
 * <tr><td>DATE, TIME</td><td>{@link java.time.LocalDate}, {@link java.time.LocalTime}</td></tr>
 * <tr><td>TIMESTAMP, TIMESTAMP_LTZ</td><td>{@link java.time.LocalDateTime}, {@link java.time.Instant}</td></tr>
 * <tr><td>ARRAY</td><td>{@link List} of element values</td></tr>
 * <tr><td>MAP</td><td>{@link java.util.Map} of key to value, in order of appearance</td></tr>
 * <tr><td>STRUCT</td><td>{@link List} of field values, by position</td></tr>
 * </table>
 */
public sealed interface DataType {

    DataType BOOLEAN = new Simple(Kind.BOOLEAN);
    DataType TINYINT = new Simple(Kind.TINYINT);
    DataType SMALLINT = new Simple(Kind.SMALLINT);
    DataType INTEGER = new Simple(Kind.INTEGER);
    DataType BIGINT = new Simple(Kind.BIGINT);
    DataType FLOAT = new Simple(Kind.FLOAT);
    DataType DOUBLE = new Simple(Kind.DOUBLE);
    DataType DATE = new Simple(Kind.DATE);
    DataType VARCHAR = new Sized(Kind.VARCHAR, Integer.MAX_VALUE);
    DataType VARBINARY = new Sized(Kind.VARBINARY, Integer.MAX_VALUE);

    Kind kind();

    static DataType varchar(int length) {
        return new Sized(Kind.VARCHAR, length);
    }

    static DataType varbinary(int length) {
        return new Sized(Kind.VARBINARY, length);
    }

    static DataType decimal(int precision, int scale) {
        return new Decimal(precision, scale);
    }

    static DataType time(int precision) {
        return new Temporal(Kind.TIME, precision);
    }

    static DataType timestamp(int precision) {
        return new Temporal(Kind.TIMESTAMP, precision);
    }

    static DataType timestampLtz(int precision) {
        return new Temporal(Kind.TIMESTAMP_LTZ, precision);
    }

    static DataType array(DataType element) {
        return new ArrayOf(element);
    }

    static DataType map(DataType key, DataType value) {
        return new MapOf(key, value);
    }

    static DataType struct(List<Field> fields) {
        return new StructOf(fields);
    }

    /** The families of types. */
    enum Kind {
        BOOLEAN,
        TINYINT,
        SMALLINT,
        INTEGER,
        BIGINT,
        FLOAT,
        DOUBLE,
        DECIMAL,
        VARCHAR,
        VARBINARY,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMP_LTZ,
        ARRAY,
        MAP,
        STRUCT;

        public boolean isNumeric() {
            return isInteger() || this == FLOAT || this == DOUBLE || this == DECIMAL;
        }

        public boolean isInteger() {
            return this == TINYINT || this == SMALLINT || this == INTEGER || this == BIGINT;
        }

        public boolean isNested() {
            return this == ARRAY || this == MAP || this == STRUCT;
        }
    }

    /** A type without parameters. */
    record Simple(Kind kind) implements DataType {
        @Override
        public String toString() {
            return kind.name();
        }
    }

    /** VARCHAR or VARBINARY; {@code Integer.MAX_VALUE} stands for "no limit" and is not printed. */
    record Sized(Kind kind, int length) implements DataType {
        @Override
        public String toString() {
            return length == Integer.MAX_VALUE ? kind.name() : kind + "(" + length + ")";
        }
    }

    /** DECIMAL with precision 1 to 38 and scale 0 to precision. */
    record Decimal(int precision, int scale) implements DataType {
        @Override
        public Kind kind() {
            return Kind.DECIMAL;
        }

        @Override
        public String toString() {
            return "DECIMAL(" + precision + ", " + scale + ")";
        }
    }

    /** TIME, TIMESTAMP or TIMESTAMP_LTZ with 0 to 9 digits of a second. */
    record Temporal(Kind kind, int precision) implements DataType {
        @Override
        public String toString() {
            return kind + "(" + precision + ")";
        }
    }

    record ArrayOf(DataType element) implements DataType {
        @Override
        public Kind kind() {
            return Kind.ARRAY;
        }

        @Override
        public String toString() {
            return "ARRAY<" + element + ">";
        }
    }

    record MapOf(DataType key, DataType value) implements DataType {
        @Override
        public Kind kind() {
            return Kind.MAP;
        }

        @Override
        public String toString() {
            return "MAP<" + key + ", " + value + ">";
        }
    }

    record StructOf(List<Field> fields) implements DataType {
        public StructOf {
            fields = List.copyOf(fields);
        }

        @Override
        public Kind kind() {
            return Kind.STRUCT;
        }

        @Override
        public String toString() {
            return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "STRUCT<", ">"));
        }
    }
}
