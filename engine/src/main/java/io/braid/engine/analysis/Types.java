package io.braid.engine.analysis;

import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Field;
import io.braid.spi.StatementException;
import io.braid.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Types as they are written, as we know them, and as Flink SQL spells them. */
public final class Types {
    private Types() {}

    /** @throws StatementException 42601 with the place, for a name that is no type and for parameters out of range */
    public static DataType of(TypeName name) {
        if (name instanceof TypeName.ArrayOf array) {
            return DataType.array(of(array.element()));
        }
        if (name instanceof TypeName.MapOf map) {
            return DataType.map(of(map.key()), of(map.value()));
        }
        if (name instanceof TypeName.Struct struct) {
            List<Field> fields = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            for (TypeName.Field field : struct.fields()) {
                if (!seen.add(field.name().value())) {
                    throw bad(
                            name,
                            "field \"%s\" appears twice in a STRUCT"
                                    .formatted(field.name().value()));
                }
                fields.add(new Field(field.name().value(), of(field.type())));
            }
            return DataType.struct(fields);
        }
        return simple((TypeName.Simple) name);
    }

    private static DataType simple(TypeName.Simple type) {
        List<Integer> parameters = type.parameters();
        return switch (type.name()) {
            case "BOOLEAN" -> plain(type, DataType.BOOLEAN);
            case "TINYINT" -> plain(type, DataType.TINYINT);
            case "SMALLINT" -> plain(type, DataType.SMALLINT);
            case "INTEGER", "INT" -> plain(type, DataType.INTEGER);
            case "BIGINT" -> plain(type, DataType.BIGINT);
            case "FLOAT" -> plain(type, DataType.FLOAT);
            case "DOUBLE" -> plain(type, DataType.DOUBLE);
            case "DATE" -> plain(type, DataType.DATE);
            case "STRING" -> plain(type, DataType.VARCHAR);
            case "BYTES" -> plain(type, DataType.VARBINARY);
            case "VARCHAR" -> parameters.isEmpty() ? DataType.VARCHAR : DataType.varchar(length(type));
            case "VARBINARY" -> parameters.isEmpty() ? DataType.VARBINARY : DataType.varbinary(length(type));
            case "TIME" -> DataType.time(precision(type, 0));
            case "TIMESTAMP" -> DataType.timestamp(precision(type, 6));
            case "TIMESTAMP_LTZ" -> DataType.timestampLtz(precision(type, 6));
            case "DECIMAL" -> decimal(type);
            default -> throw bad(type, "type \"%s\" does not exist".formatted(type.name()));
        };
    }

    private static DataType plain(TypeName.Simple type, DataType result) {
        if (!type.parameters().isEmpty()) {
            throw bad(type, "type %s takes no parameters".formatted(type.name()));
        }
        return result;
    }

    private static int length(TypeName.Simple type) {
        int length = type.parameters().get(0);
        if (length < 1 || type.parameters().size() > 1) {
            throw bad(type, "the length of %s must be one number from 1 to 2147483647".formatted(type.name()));
        }
        return length;
    }

    private static int precision(TypeName.Simple type, int fallback) {
        if (type.parameters().isEmpty()) {
            return fallback;
        }
        int precision = type.parameters().get(0);
        if (precision < 0 || precision > 9 || type.parameters().size() > 1) {
            throw bad(type, "the precision of %s must be one number from 0 to 9".formatted(type.name()));
        }
        return precision;
    }

    private static DataType decimal(TypeName.Simple type) {
        List<Integer> parameters = type.parameters();
        int precision = parameters.isEmpty() ? 10 : parameters.get(0);
        int scale = parameters.size() < 2 ? 0 : parameters.get(1);
        if (precision < 1 || precision > 38 || scale < 0 || scale > precision || parameters.size() > 2) {
            throw bad(type, "DECIMAL needs a precision from 1 to 38 and a scale from 0 to the precision");
        }
        return DataType.decimal(precision, scale);
    }

    private static StatementException bad(TypeName type, String problem) {
        return StatementException.of(ErrorCode.SYNTAX_ERROR, "%s", problem)
                .at(type.at().line(), type.at().column());
    }

    /** The type in Flink SQL: {@code ROW<`a` STRING>}. */
    public static String flink(DataType type) {
        return switch (type.kind()) {
            case INTEGER -> "INT";
            case VARCHAR -> {
                int length = ((DataType.Sized) type).length();
                yield length == Integer.MAX_VALUE ? "STRING" : "VARCHAR(" + length + ")";
            }
            case VARBINARY -> {
                int length = ((DataType.Sized) type).length();
                yield length == Integer.MAX_VALUE ? "BYTES" : "VARBINARY(" + length + ")";
            }
            case ARRAY -> "ARRAY<" + flink(((DataType.ArrayOf) type).element()) + ">";
            case MAP ->
                "MAP<" + flink(((DataType.MapOf) type).key()) + ", " + flink(((DataType.MapOf) type).value()) + ">";
            case STRUCT ->
                ((DataType.StructOf) type)
                        .fields().stream()
                                .map(field -> FlinkSql.name(field.name()) + " " + flink(field.type()))
                                .collect(Collectors.joining(", ", "ROW<", ">"));
            default -> type.toString();
        };
    }
}
