package io.braid.formats;

import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Field;
import io.braid.spi.RegisteredSchema;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What the schemas of a registry are as columns. */
public final class AvroSchemas {
    private static final int GREATEST_PRECISION = 38;

    private AvroSchemas() {}

    /** @throws BadRecordException when it is no Avro schema */
    static Schema parse(RegisteredSchema schema) {
        if (!schema.type().equals(RegisteredSchema.AVRO)) {
            throw BadRecordException.of(
                    "schema " + schema.id() + " of the schema registry is of type " + schema.type() + ", not AVRO");
        }
        try {
            Schema.Parser parser = new Schema.Parser();
            schema.references().forEach(reference -> parser.parse(reference.text()));
            return parser.parse(schema.text());
        } catch (AvroRuntimeException e) {
            throw BadRecordException.of("schema " + schema.id() + " of the schema registry is no Avro schema", e);
        }
    }

    /**
     * The columns that a schema gives.
     *
     * @throws StatementException 0A000 when it has what no column can hold, 3D009 when it is no schema of a record
     */
    public static RowType columns(RegisteredSchema schema) {
        Schema parsed;
        try {
            parsed = parse(schema);
        } catch (BadRecordException e) {
            throw StatementException.of(ErrorCode.INVALID_SCHEMA_REGISTRY, String.valueOf(e.getMessage()))
                    .causedBy(e);
        }
        if (parsed.getType() != Schema.Type.RECORD) {
            throw StatementException.of(
                    ErrorCode.INVALID_SCHEMA_REGISTRY,
                    "schema %d of the schema registry is no record, so it gives no columns",
                    schema.id());
        }
        return columns(parsed);
    }

    /** The same of a record's schema. */
    static RowType columns(Schema record) {
        return RowType.of(new DataType.StructOf(fields(record, new ArrayDeque<>(), new ArrayDeque<>())));
    }

    private static List<Field> fields(Schema record, Deque<String> path, Deque<String> within) {
        if (within.contains(record.getFullName())) {
            throw unsupported(path, "a record that contains itself");
        }
        within.push(record.getFullName());
        List<Field> fields = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            path.addLast(field.name());
            fields.add(new Field(field.name(), type(field.schema(), path, within)));
            path.removeLast();
        }
        within.pop();
        return fields;
    }

    private static DataType type(Schema schema, Deque<String> path, Deque<String> within) {
        return switch (schema.getType()) {
            case BOOLEAN -> DataType.BOOLEAN;
            case INT ->
                switch (AvroTimes.logicalType(schema)) {
                    case "date" -> DataType.DATE;
                    case "time-millis" -> DataType.time(3);
                    default -> DataType.INTEGER;
                };
            case LONG -> {
                if (AvroTimes.isTime(schema)) {
                    // the runtime keeps no more
                    yield DataType.time(3);
                }
                if (!AvroTimes.isTimestamp(schema)) {
                    yield DataType.BIGINT;
                }
                int precision = AvroTimes.precision(schema);
                yield AvroTimes.logicalType(schema).startsWith("local-")
                        ? DataType.timestamp(precision)
                        : DataType.timestampLtz(precision);
            }
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
            case STRING, ENUM -> DataType.VARCHAR;
            case BYTES, FIXED -> {
                if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                        && decimal.getPrecision() <= GREATEST_PRECISION
                        && decimal.getScale() <= decimal.getPrecision()) {
                    yield DataType.decimal(decimal.getPrecision(), decimal.getScale());
                }
                yield AvroTimes.logicalType(schema).equals("uuid") ? DataType.VARCHAR : DataType.VARBINARY;
            }
            case ARRAY -> DataType.array(type(schema.getElementType(), path, within));
            case MAP -> DataType.map(DataType.VARCHAR, type(schema.getValueType(), path, within));
            case RECORD -> DataType.struct(fields(schema, path, within));
            case UNION -> {
                List<Schema> branches = schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .toList();
                if (branches.size() != 1 || branches.size() == schema.getTypes().size()) {
                    throw unsupported(path, "a union other than of null and a type");
                }
                yield type(branches.get(0), path, within);
            }
            case NULL -> throw unsupported(path, "a field that is always null");
        };
    }

    private static StatementException unsupported(Deque<String> path, String what) {
        return StatementException.of(
                        ErrorCode.FEATURE_NOT_SUPPORTED,
                        "field \"%s\" of the schema is %s, which no column can hold",
                        String.join(".", path),
                        what)
                .hint("write the columns into the statement, and leave this one out");
    }

    /**
     * The schema that columns are written with.
     *
     * @param name of the record, of whatever letters
     * @throws StatementException 3D008 when Avro cannot hold a column
     */
    public static String text(String name, RowType columns) {
        return new AvroSchemaBuilder().of(name, columns).toString();
    }

    /**
     * A schema made with {@link #text}, as near to another one as it can be: it has the name of the base, and fields of
     * the same name and type are defined as there, with their documentation and defaults. A base that is no record
     * changes nothing.
     */
    public static String merged(String text, RegisteredSchema base) {
        Schema schema = new Schema.Parser().parse(text);
        Schema other;
        try {
            other = parse(base);
        } catch (BadRecordException e) {
            return text;
        }
        if (other.getType() != Schema.Type.RECORD) {
            return text;
        }
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            Schema.Field known = other.getField(field.name());
            Schema.Field taken = known != null && isSame(field, known) ? known : evolvable(field);
            fields.add(new Schema.Field(taken, taken.schema()));
        }
        return Schema.createRecord(other.getName(), other.getDoc(), other.getNamespace(), other.isError(), fields)
                .toString();
    }

    /** A field that the base has not: registries refuse one that has no value for the records from before. */
    private static Schema.Field evolvable(Schema.Field field) {
        return field.schema().isNullable() ? field : AvroSchemaBuilder.nullable(field.name(), field.schema());
    }

    private static boolean isSame(Schema.Field field, Schema.Field base) {
        DataType type = columnType(base);
        return type != null
                && type.equals(columnType(field))
                && (base.schema().isNullable() || !field.schema().isNullable());
    }

    /** What a column of a field would be; null when there is none. */
    static @Nullable DataType columnType(Schema.Field field) {
        try {
            Deque<String> path = new ArrayDeque<>(List.of(field.name()));
            return type(field.schema(), path, new ArrayDeque<>());
        } catch (StatementException e) {
            return null;
        }
    }
}
