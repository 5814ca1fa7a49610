package io.braid.view.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import io.braid.view.ViewShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The shape of a view as the text kept in its file, so that a file explains itself after a restart. */
final class ShapeText {
    private static final JsonMapper JSON = new JsonMapper();

    private ShapeText() {}

    static String write(ViewShape shape) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode columns = node.putArray("columns");
        for (Column column : shape.columns().columns()) {
            columns.addObject()
                    .put("name", column.name())
                    .put("nullable", column.nullable())
                    .set("type", type(column.type()));
        }
        ArrayNode key = node.putArray("primaryKey");
        shape.primaryKey().forEach(key::add);
        shape.findRetention().ifPresent(retention -> node.put("retention", retention.toString()));
        if (shape.timeColumn() != null) {
            node.put("timeColumn", shape.timeColumn());
        }
        return node.toString();
    }

    static ViewShape read(String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the shape kept with a view is no JSON", e);
        }
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : node.path("columns")) {
            columns.add(new Column(
                    column.path("name").asText(),
                    type(column.path("type")),
                    column.path("nullable").asBoolean()));
        }
        List<String> key = new ArrayList<>();
        node.path("primaryKey").forEach(name -> key.add(name.asText()));
        return new ViewShape(
                new RowType(columns),
                key,
                node.has("retention") ? Duration.parse(node.path("retention").asText()) : null,
                node.has("timeColumn") ? node.path("timeColumn").asText() : null);
    }

    private static ObjectNode type(DataType type) {
        ObjectNode node = JSON.createObjectNode().put("kind", type.kind().name());
        if (type instanceof DataType.Sized sized) {
            node.put("length", sized.length());
        } else if (type instanceof DataType.Decimal decimal) {
            node.put("precision", decimal.precision()).put("scale", decimal.scale());
        } else if (type instanceof DataType.Temporal temporal) {
            node.put("precision", temporal.precision());
        } else if (type instanceof DataType.ArrayOf array) {
            node.set("element", type(array.element()));
        } else if (type instanceof DataType.MapOf map) {
            node.set("key", type(map.key()));
            node.set("value", type(map.value()));
        } else if (type instanceof DataType.StructOf struct) {
            ArrayNode fields = node.putArray("fields");
            struct.fields()
                    .forEach(f -> fields.addObject().put("name", f.name()).set("type", type(f.type())));
        }
        return node;
    }

    private static DataType type(JsonNode node) {
        DataType.Kind kind = DataType.Kind.valueOf(node.path("kind").asText());
        return switch (kind) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, DATE -> new DataType.Simple(kind);
            case VARCHAR, VARBINARY ->
                new DataType.Sized(kind, node.path("length").asInt());
            case DECIMAL ->
                DataType.decimal(
                        node.path("precision").asInt(), node.path("scale").asInt());
            case TIME, TIMESTAMP, TIMESTAMP_LTZ ->
                new DataType.Temporal(kind, node.path("precision").asInt());
            case ARRAY -> DataType.array(type(node.path("element")));
            case MAP -> DataType.map(type(node.path("key")), type(node.path("value")));
            case STRUCT -> {
                List<Field> fields = new ArrayList<>();
                for (JsonNode field : node.path("fields")) {
                    fields.add(new Field(field.path("name").asText(), type(field.path("type"))));
                }
                yield DataType.struct(fields);
            }
        };
    }
}
