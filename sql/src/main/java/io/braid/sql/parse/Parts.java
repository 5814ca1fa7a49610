package io.braid.sql.parse;

import io.braid.sql.parse.BraidSqlParser.AnyWordContext;
import io.braid.sql.parse.BraidSqlParser.ColumnContext;
import io.braid.sql.parse.BraidSqlParser.FunctionNameContext;
import io.braid.sql.parse.BraidSqlParser.IdentifierContext;
import io.braid.sql.parse.BraidSqlParser.IdentifiersContext;
import io.braid.sql.parse.BraidSqlParser.ObjectNameContext;
import io.braid.sql.parse.BraidSqlParser.PropertiesContext;
import io.braid.sql.parse.BraidSqlParser.PropertyContext;
import io.braid.sql.parse.BraidSqlParser.PropertyKeyContext;
import io.braid.sql.parse.BraidSqlParser.PropertyValueContext;
import io.braid.sql.parse.BraidSqlParser.QualifiedNameContext;
import io.braid.sql.parse.BraidSqlParser.QueryReferenceContext;
import io.braid.sql.parse.BraidSqlParser.SignatureContext;
import io.braid.sql.parse.BraidSqlParser.StringContext;
import io.braid.sql.parse.BraidSqlParser.TimeSpanContext;
import io.braid.sql.tree.ColumnDefinition;
import io.braid.sql.tree.FunctionStatement.Argument;
import io.braid.sql.tree.FunctionStatement.Signature;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.PropertyValue;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.QueryReference;
import io.braid.sql.tree.RelationKind;
import io.braid.sql.tree.TimeSpan;
import io.braid.sql.tree.TimeUnit;
import io.braid.sql.tree.TypeName.Nullability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Builds the small parts that statements, queries and expressions share. */
final class Parts {
    private final SourceText source;
    private final TypeBuilder types;

    Parts(SourceText source) {
        this.source = source;
        this.types = new TypeBuilder(source, this);
    }

    TypeBuilder types() {
        return types;
    }

    Identifier identifier(IdentifierContext context) {
        Position at = source.at(context);
        String text = context.getText();
        if (context instanceof BraidSqlParser.QuotedIdentifierContext) {
            return Identifier.quoted(unquoted(context.getStart(), "\""), at);
        }
        if (context instanceof BraidSqlParser.BackQuotedIdentifierContext) {
            return Identifier.quoted(unquoted(context.getStart(), "`"), at);
        }
        return Identifier.bare(text, at);
    }

    Identifier functionName(FunctionNameContext context) {
        Position at = source.at(context);
        if (context instanceof BraidSqlParser.QuotedFunctionNameContext) {
            return Identifier.quoted(unquoted(context.getStart(), "\""), at);
        }
        if (context instanceof BraidSqlParser.BackQuotedFunctionNameContext) {
            return Identifier.quoted(unquoted(context.getStart(), "`"), at);
        }
        return Identifier.bare(context.getText(), at);
    }

    @Nullable
    Identifier alias(BraidSqlParser.@Nullable AliasContext context) {
        if (context == null) {
            return null;
        }
        if (context.identifier() != null) {
            return identifier(context.identifier());
        }
        Token word = context.bareAlias().getStart();
        Position at = source.at(word);
        return switch (word.getType()) {
            case BraidSqlParser.QUOTED_IDENTIFIER -> Identifier.quoted(unquoted(word, "\""), at);
            case BraidSqlParser.BACK_QUOTED_IDENTIFIER -> Identifier.quoted(unquoted(word, "`"), at);
            default -> Identifier.bare(word.getText(), at);
        };
    }

    List<Identifier> identifiers(@Nullable IdentifiersContext context) {
        return context == null
                ? List.of()
                : context.identifier().stream().map(this::identifier).toList();
    }

    List<Identifier> columnNames(BraidSqlParser.@Nullable ColumnNamesContext context) {
        return context == null ? List.of() : identifiers(context.identifiers());
    }

    QualifiedName name(QualifiedNameContext context) {
        return new QualifiedName(
                context.identifier().stream().map(this::identifier).toList(), source.at(context));
    }

    QualifiedName name(ObjectNameContext context) {
        return context.UUID() == null
                ? name(context.qualifiedName())
                : QualifiedName.of(Identifier.quoted(id(context.UUID()), source.at(context)));
    }

    QueryReference queryReference(QueryReferenceContext context) {
        Position at = source.at(context);
        Identifier name;
        if (context.UUID() != null) {
            name = Identifier.bare(context.UUID().getText(), at);
        } else if (context.string() != null) {
            name = Identifier.quoted(string(context.string()), at);
        } else {
            name = identifier(context.identifier());
        }
        Integer version =
                context.INTEGER() == null ? null : integer(context.INTEGER().getSymbol());
        QueryReference reference = new QueryReference(name, version, at);
        return reference.id().isPresent()
                ? new QueryReference(Identifier.bare(name.value(), at), version, at)
                : reference;
    }

    String id(TerminalNode uuid) {
        return uuid.getText().toLowerCase(Locale.ROOT);
    }

    String string(StringContext context) {
        return unquoted(context.getStart(), "'");
    }

    int integer(Token token) {
        try {
            return Integer.parseInt(token.getText());
        } catch (NumberFormatException tooLarge) {
            throw source.error(token, "number " + token.getText() + " is too large");
        }
    }

    TimeSpan timeSpan(TimeSpanContext context) {
        Token amount = context.INTEGER().getSymbol();
        try {
            return new TimeSpan(Long.parseLong(amount.getText()), timeUnit(context.unit), source.at(context));
        } catch (NumberFormatException tooLarge) {
            throw source.error(amount, "number " + amount.getText() + " is too large");
        }
    }

    TimeUnit timeUnit(BraidSqlParser.TimeUnitContext context) {
        return TimeUnit.find(context.getText())
                .orElseThrow(() -> source.error(
                        context.getStart(),
                        "\"" + context.getText() + "\" is not a unit of time",
                        "units are MILLISECOND, SECOND, MINUTE, HOUR, DAY, WEEK, MONTH and YEAR, also in the plural"));
    }

    List<Property> properties(@Nullable PropertiesContext context) {
        return context == null
                ? List.of()
                : context.propertyList().property().stream().map(this::property).toList();
    }

    /** The properties of two WITH clauses that say things of one object. */
    List<Property> properties(@Nullable PropertiesContext first, @Nullable PropertiesContext second) {
        List<Property> all = new ArrayList<>(properties(first));
        all.addAll(properties(second));
        return all;
    }

    private Property property(PropertyContext context) {
        PropertyValueContext value = context.propertyValue();
        return new Property(key(context.propertyKey()), value == null ? null : value(value), source.at(context));
    }

    private String key(PropertyKeyContext context) {
        return context.string() != null
                ? string(context.string())
                : context.anyWord().stream().map(word -> word(word).value()).collect(Collectors.joining("."));
    }

    Identifier word(AnyWordContext context) {
        return context.identifier() != null
                ? identifier(context.identifier())
                : Identifier.bare(context.getText(), source.at(context));
    }

    private PropertyValue value(PropertyValueContext context) {
        if (context instanceof BraidSqlParser.TextValueContext text) {
            return new PropertyValue.Text(string(text.string()));
        }
        if (context instanceof BraidSqlParser.NumberValueContext number) {
            String sign = number.MINUS() == null ? "" : "-";
            return new PropertyValue.Number(sign + number.number().getText());
        }
        if (context instanceof BraidSqlParser.BoolValueContext bool) {
            return new PropertyValue.Bool(bool.TRUE() != null);
        }
        if (context instanceof BraidSqlParser.IdValueContext id) {
            return new PropertyValue.Text(id(id.UUID()));
        }
        if (context instanceof BraidSqlParser.NameValueContext name) {
            return new PropertyValue.Name(
                    new QualifiedName(name.anyWord().stream().map(this::word).toList(), source.at(context)));
        }
        if (context instanceof BraidSqlParser.ItemsValueContext items) {
            return new PropertyValue.Items(
                    items.propertyValue().stream().map(this::value).toList());
        }
        return new PropertyValue.Null();
    }

    @Nullable
    Signature signature(@Nullable SignatureContext context) {
        return context == null ? null : new Signature(arguments(context));
    }

    List<Argument> arguments(SignatureContext context) {
        return context.argument().stream()
                .map(argument -> new Argument(identifier(argument.identifier()), types.type(argument.dataType())))
                .toList();
    }

    ColumnDefinition column(ColumnContext context) {
        return new ColumnDefinition(
                identifier(context.identifier()),
                types.type(context.dataType()),
                context.NOT() == null ? Nullability.NULLABLE : Nullability.NOT_NULL,
                source.at(context));
    }

    @Nullable
    Identifier store(BraidSqlParser.@Nullable InStoreContext context) {
        return context == null ? null : identifier(context.identifier());
    }

    String email(BraidSqlParser.EmailContext context) {
        return context.string() == null ? identifier(context.identifier()).value() : string(context.string());
    }

    RelationKind relationKind(BraidSqlParser.RelationKindContext context) {
        return RelationKind.valueOf(keyword(context));
    }

    ObjectType objectType(BraidSqlParser.NamedTypeContext context) {
        return ObjectType.valueOf(keyword(context));
    }

    ObjectType contextType(BraidSqlParser.ContextTypeContext context) {
        return ObjectType.valueOf(keyword(context));
    }

    private static String keyword(ParserRuleContext context) {
        return context.children.stream()
                .map(child -> child.getText().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining("_"));
    }

    private String unquoted(Token token, String quote) {
        String text = token.getText();
        String value = text.substring(1, text.length() - 1).replace(quote + quote, quote);
        if (value.isEmpty() && !quote.equals("'")) {
            throw source.error(token, "a name cannot be empty");
        }
        return value;
    }
}
