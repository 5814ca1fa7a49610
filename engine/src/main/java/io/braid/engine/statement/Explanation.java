package io.braid.engine.statement;

import io.braid.catalog.Relation;
import io.braid.spi.Names;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What DESCRIBE says of a statement.
 *
 * @param kind {@code CREATE_STREAM_AS} …
 * @param ddl what it would create
 * @param sink what it would write, when that is there already
 * @param written the whole plan, where it is not made of these parts
 */
public record Explanation(
        String kind,
        @Nullable Described ddl,
        @Nullable Described sink,
        List<Described> sources,
        @Nullable String written) {
    public Explanation {
        sources = List.copyOf(sources);
    }

    public Explanation(String kind, @Nullable Described ddl, @Nullable Described sink, List<Described> sources) {
        this(kind, ddl, sink, sources, null);
    }

    /** One whose plan has another shape. */
    public static Explanation written(String kind, String json) {
        return new Explanation(kind, null, null, List.of(), json);
    }

    public static Explanation of(String kind) {
        return new Explanation(kind, null, null, List.of());
    }

    /** A relation as the plan names it. */
    public record Described(
            UUID organization, Relation.Kind kind, String database, String schema, String name, String store) {
        public static Described of(Relation relation) {
            return new Described(
                    relation.organization(),
                    relation.kind(),
                    relation.database(),
                    relation.namespace(),
                    relation.name(),
                    relation.store());
        }

        void append(StringBuilder json) {
            open(json);
            json.append('}');
        }

        /** The same, with whether the relation exists inside of its application only. */
        public void append(StringBuilder json, boolean virtual) {
            open(json);
            json.append(",\"is_virtual\":").append(virtual).append('}');
        }

        private void open(StringBuilder json) {
            String fqn = Names.always(organization.toString()) + "." + Names.always(database) + "."
                    + Names.always(schema) + "." + Names.always(name);
            json.append('{');
            member(json, "fqn", fqn).append(',');
            member(json, "type", kind.name().toUpperCase(Locale.ROOT)).append(',');
            member(json, "db_name", database).append(',');
            member(json, "schema_name", schema).append(',');
            member(json, "name", name).append(',');
            member(json, "store_name", store);
        }

        private static StringBuilder member(StringBuilder json, String name, String value) {
            text(json, name).append(':');
            return text(json, value);
        }
    }

    /** The plan as the clients parse it: absent members are left out, never null. */
    public String json() {
        if (written != null) {
            return written;
        }
        StringBuilder json = new StringBuilder("{");
        if (ddl != null) {
            json.append("\"ddl\":");
            ddl.append(json);
        }
        if (sink != null) {
            comma(json).append("\"sink\":");
            sink.append(json);
        }
        if (!sources.isEmpty()) {
            comma(json).append("\"sources\":[");
            for (int i = 0; i < sources.size(); i++) {
                if (i > 0) {
                    json.append(',');
                }
                sources.get(i).append(json);
            }
            json.append(']');
        }
        return json.append('}').toString();
    }

    private static StringBuilder comma(StringBuilder json) {
        return json.length() > 1 ? json.append(',') : json;
    }

    /** Appends a text as JSON writes it. */
    public static StringBuilder text(StringBuilder json, String value) {
        io.braid.spi.JsonText.append(json, io.braid.spi.DataType.VARCHAR, value, io.braid.spi.JsonText.Timestamps.SQL);
        return json;
    }
}
