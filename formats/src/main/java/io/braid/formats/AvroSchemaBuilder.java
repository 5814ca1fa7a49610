package io.braid.formats;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.spi.ErrorCode;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Builds the schema of one record, for one record. */
final class AvroSchemaBuilder {
    private static final String NAMESPACE = "braid";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Set<String> names = new HashSet<>();

    /** @param name of the record, of whatever letters */
    Schema of(String name, RowType columns) {
        String record = free(recordName(name));
        List<Schema.Field> fields = new ArrayList<>();
        for (Column column : columns.columns()) {
            fields.add(field(record, column.name(), column.type(), column.nullable()));
        }
        return Schema.createRecord(record, null, NAMESPACE, false, fields);
    }

    private Schema.Field field(String record, String field, DataType type, boolean nullable) {
        if (!NAME.matcher(field).matches()) {
            throw StatementException.of(
                            ErrorCode.INVALID_PARAMETER, "format AVRO cannot hold a column named \"%s\"", field)
                    .hint("names are letters, digits and _, and do not begin with a digit; AS gives another name");
        }
        Schema schema = schema(record + "_" + field, type);
        return nullable ? nullable(field, schema) : new Schema.Field(field, schema);
    }

    static Schema.Field nullable(String field, Schema schema) {
        return new Schema.Field(field, orNull(schema), null, JsonProperties.NULL_VALUE);
    }

    private static Schema orNull(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    /** @param path names a record that the type is or contains */
    private Schema schema(String path, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case TINYINT, SMALLINT, INTEGER -> Schema.create(Schema.Type.INT);
            case BIGINT -> Schema.create(Schema.Type.LONG);
            case FLOAT -> Schema.create(Schema.Type.FLOAT);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case VARCHAR -> Schema.create(Schema.Type.STRING);
            case VARBINARY -> Schema.create(Schema.Type.BYTES);
            case DECIMAL -> {
                DataType.Decimal decimal = (DataType.Decimal) type;
                yield LogicalTypes.decimal(decimal.precision(), decimal.scale())
                        .addToSchema(Schema.create(Schema.Type.BYTES));
            }
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIME -> LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT));
            case TIMESTAMP, TIMESTAMP_LTZ ->
                timestamp(type.kind(), ((DataType.Temporal) type).precision())
                        .addToSchema(Schema.create(Schema.Type.LONG));
            case ARRAY -> Schema.createArray(orNull(schema(path, ((DataType.ArrayOf) type).element())));
            case MAP -> {
                DataType.MapOf map = (DataType.MapOf) type;
                if (map.key().kind() != Kind.VARCHAR) {
                    throw StatementException.of(
                            ErrorCode.INVALID_PARAMETER,
                            "format AVRO holds maps with keys of type VARCHAR only, not %s",
                            type);
                }
                yield Schema.createMap(orNull(schema(path, map.value())));
            }
            case STRUCT -> {
                String record = free(path);
                List<Schema.Field> fields = new ArrayList<>();
                for (Field field : ((DataType.StructOf) type).fields()) {
                    fields.add(field(record, field.name(), field.type(), true));
                }
                yield Schema.createRecord(record, null, NAMESPACE, false, fields);
            }
        };
    }

    private static LogicalType timestamp(Kind kind, int precision) {
        boolean local = kind == Kind.TIMESTAMP;
        if (precision <= 3) {
            return local ? LogicalTypes.localTimestampMillis() : LogicalTypes.timestampMillis();
        }
        if (precision <= 6) {
            return local ? LogicalTypes.localTimestampMicros() : LogicalTypes.timestampMicros();
        }
        return local ? LogicalTypes.localTimestampNanos() : LogicalTypes.timestampNanos();
    }

    private String free(String wanted) {
        String free = wanted;
        for (int i = 2; !names.add(free); i++) {
            free = wanted + "_" + i;
        }
        return free;
    }

    private static String recordName(String name) {
        String letters = name.replaceAll("[^A-Za-z0-9_]", "_");
        return letters.isEmpty() || Character.isDigit(letters.charAt(0)) ? "_" + letters : letters;
    }
}
