package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.spi.Field;
import io.braid.spi.StatementException;
import io.braid.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which type follows from which: the rules are Flink's. */
final class Types {
    private static final int MAX_PRECISION = 38;
    private static final int MIN_ADJUSTED_SCALE = 6;

    private Types() {}

    /** The type that a name in a CAST stands for. */
    static DataType of(TypeName name) {
        if (name instanceof TypeName.ArrayOf array) {
            return DataType.array(of(array.element()));
        }
        if (name instanceof TypeName.MapOf map) {
            return DataType.map(of(map.key()), of(map.value()));
        }
        if (name instanceof TypeName.Struct struct) {
            return DataType.struct(struct.fields().stream()
                    .map(field -> new Field(field.name().value(), of(field.type())))
                    .toList());
        }
        TypeName.Simple simple = (TypeName.Simple) name;
        return switch (simple.name()) {
            case "BOOLEAN" -> plain(simple, DataType.BOOLEAN);
            case "TINYINT" -> plain(simple, DataType.TINYINT);
            case "SMALLINT" -> plain(simple, DataType.SMALLINT);
            case "INTEGER", "INT" -> plain(simple, DataType.INTEGER);
            case "BIGINT" -> plain(simple, DataType.BIGINT);
            case "FLOAT" -> plain(simple, DataType.FLOAT);
            case "DOUBLE" -> plain(simple, DataType.DOUBLE);
            case "DATE" -> plain(simple, DataType.DATE);
            case "STRING" -> plain(simple, DataType.VARCHAR);
            case "BYTES" -> plain(simple, DataType.VARBINARY);
            case "VARCHAR" -> DataType.varchar(parameter(simple, 0, Integer.MAX_VALUE, 1, Integer.MAX_VALUE));
            case "VARBINARY" -> DataType.varbinary(parameter(simple, 0, Integer.MAX_VALUE, 1, Integer.MAX_VALUE));
            case "DECIMAL", "DEC", "NUMERIC" -> {
                int precision = parameter(simple, 0, 10, 1, MAX_PRECISION);
                yield DataType.decimal(precision, parameter(simple, 1, 0, 0, precision));
            }
            case "TIME" -> DataType.time(parameter(simple, 0, 0, 0, 9));
            case "TIMESTAMP" -> DataType.timestamp(parameter(simple, 0, 6, 0, 9));
            case "TIMESTAMP_LTZ" -> DataType.timestampLtz(parameter(simple, 0, 6, 0, 9));
            default -> throw Problems.at(simple.at(), "type \"%s\" does not exist", simple.name());
        };
    }

    private static DataType plain(TypeName.Simple name, DataType type) {
        if (!name.parameters().isEmpty()) {
            throw Problems.at(name.at(), "type \"%s\" takes no parameters", name.name());
        }
        return type;
    }

    private static int parameter(TypeName.Simple name, int index, int absent, int least, int most) {
        if (name.parameters().size() <= index) {
            return absent;
        }
        int value = name.parameters().get(index);
        if (value < least || value > most) {
            StatementException problem = Problems.at(
                    name.at(), "parameter %d of type \"%s\" is out of range: %d", index + 1, name.name(), value);
            throw problem.hint("it takes " + least + " to " + most);
        }
        return value;
    }

    /** The type that values of both can be turned into without being asked; absent if there is none. */
    static Optional<DataType> common(DataType left, DataType right) {
        if (left.equals(right)) {
            return Optional.of(left);
        }
        Kind a = left.kind();
        Kind b = right.kind();
        if (a.isNumeric() && b.isNumeric()) {
            return Optional.of(commonNumber(left, right));
        }
        if (a == b) {
            return commonOfKind(left, right);
        }
        return Optional.empty();
    }

    private static Optional<DataType> commonOfKind(DataType left, DataType right) {
        if (left instanceof DataType.Sized a && right instanceof DataType.Sized b) {
            return Optional.of(a.length() >= b.length() ? a : b);
        }
        if (left instanceof DataType.Temporal a && right instanceof DataType.Temporal b) {
            return Optional.of(a.precision() >= b.precision() ? a : b);
        }
        if (left instanceof DataType.ArrayOf a && right instanceof DataType.ArrayOf b) {
            return common(a.element(), b.element()).map(DataType::array);
        }
        if (left instanceof DataType.MapOf a && right instanceof DataType.MapOf b) {
            return common(a.key(), b.key())
                    .flatMap(key -> common(a.value(), b.value()).map(value -> DataType.map(key, value)));
        }
        if (left instanceof DataType.StructOf a && right instanceof DataType.StructOf b) {
            return commonStruct(a, b);
        }
        return Optional.empty();
    }

    private static Optional<DataType> commonStruct(DataType.StructOf left, DataType.StructOf right) {
        if (left.fields().size() != right.fields().size()) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < left.fields().size(); i++) {
            Field field = left.fields().get(i);
            Optional<DataType> type = common(field.type(), right.fields().get(i).type());
            if (type.isEmpty()) {
                return Optional.empty();
            }
            fields.add(new Field(field.name(), type.get()));
        }
        return Optional.of(DataType.struct(fields));
    }

    private static DataType commonNumber(DataType left, DataType right) {
        Kind a = left.kind();
        Kind b = right.kind();
        if (a.isInteger() && b.isInteger()) {
            return a.compareTo(b) >= 0 ? left : right;
        }
        if (isFloating(a) || isFloating(b)) {
            boolean single = (a == Kind.FLOAT || a.isInteger()) && (b == Kind.FLOAT || b.isInteger());
            return single ? DataType.FLOAT : DataType.DOUBLE;
        }
        DataType.Decimal x = decimalOf(left);
        DataType.Decimal y = decimalOf(right);
        int scale = Math.max(x.scale(), y.scale());
        int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
        return whole + scale <= MAX_PRECISION ? DataType.decimal(whole + scale, scale) : adjusted(whole + scale, scale);
    }

    static boolean isFloating(Kind kind) {
        return kind == Kind.FLOAT || kind == Kind.DOUBLE;
    }

    /** The decimal that holds every value of an exact number type. */
    static DataType.Decimal decimalOf(DataType type) {
        return switch (type.kind()) {
            case TINYINT -> new DataType.Decimal(3, 0);
            case SMALLINT -> new DataType.Decimal(5, 0);
            case INTEGER -> new DataType.Decimal(10, 0);
            case BIGINT -> new DataType.Decimal(19, 0);
            default -> (DataType.Decimal) type;
        };
    }

    static DataType sum(DataType.Decimal x, DataType.Decimal y) {
        int scale = Math.max(x.scale(), y.scale());
        int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
        return adjusted(whole + scale + 1, scale);
    }

    static DataType product(DataType.Decimal x, DataType.Decimal y) {
        return adjusted(x.precision() + y.precision() + 1, x.scale() + y.scale());
    }

    static DataType quotient(DataType.Decimal x, DataType.Decimal y) {
        int scale = Math.max(MIN_ADJUSTED_SCALE, x.scale() + y.precision() + 1);
        return adjusted(x.precision() - x.scale() + y.scale() + scale, scale);
    }

    static DataType remainder(DataType.Decimal x, DataType.Decimal y) {
        int scale = Math.max(x.scale(), y.scale());
        int whole = Math.min(x.precision() - x.scale(), y.precision() - y.scale());
        return adjusted(whole + scale, scale);
    }

    /** When 38 digits do not suffice, digits after the point go first, down to six. */
    private static DataType adjusted(int precision, int scale) {
        if (precision <= MAX_PRECISION) {
            return DataType.decimal(precision, scale);
        }
        int whole = precision - scale;
        return DataType.decimal(MAX_PRECISION, Math.max(MAX_PRECISION - whole, Math.min(scale, MIN_ADJUSTED_SCALE)));
    }
}
