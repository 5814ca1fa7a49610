package io.braid.sql.parse;

import io.braid.sql.parse.BraidSqlParser.ArrayTypeContext;
import io.braid.sql.parse.BraidSqlParser.DataTypeContext;
import io.braid.sql.parse.BraidSqlParser.MapTypeContext;
import io.braid.sql.parse.BraidSqlParser.SimpleTypeContext;
import io.braid.sql.parse.BraidSqlParser.StructTypeContext;
import io.braid.sql.parse.BraidSqlParser.TimeZoneContext;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.TypeName;
import io.braid.sql.tree.TypeName.Nullability;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Builds types. */
final class TypeBuilder {
    private final SourceText source;
    private final Parts parts;

    TypeBuilder(SourceText source, Parts parts) {
        this.source = source;
        this.parts = parts;
    }

    TypeName type(DataTypeContext context) {
        Position at = source.at(context);
        if (context instanceof ArrayTypeContext array) {
            return new TypeName.ArrayOf(type(array.dataType()), at);
        }
        if (context instanceof MapTypeContext map) {
            return new TypeName.MapOf(type(map.dataType(0)), type(map.dataType(1)), at);
        }
        if (context instanceof StructTypeContext struct) {
            return new TypeName.Struct(
                    struct.structField().stream()
                            .map(field -> new TypeName.Field(
                                    parts.identifier(field.identifier()),
                                    type(field.dataType()),
                                    field.NOT() == null ? Nullability.NULLABLE : Nullability.NOT_NULL))
                            .toList(),
                    at);
        }
        return simple((SimpleTypeContext) context, at);
    }

    @Nullable
    TypeName optional(@Nullable DataTypeContext context) {
        return context == null ? null : type(context);
    }

    private TypeName simple(SimpleTypeContext context, Position at) {
        List<Integer> parameters = context.INTEGER().stream()
                .map(node -> parts.integer(node.getSymbol()))
                .toList();
        String name = parts.identifier(context.identifier()).value().toUpperCase(Locale.ROOT);
        return new TypeName.Simple(name + zone(context.timeZone()), parameters, at);
    }

    private static String zone(@Nullable TimeZoneContext context) {
        if (context == null || context.WITHOUT() != null) {
            return "";
        }
        return context.LOCAL() == null ? "_TZ" : "_LTZ";
    }
}
