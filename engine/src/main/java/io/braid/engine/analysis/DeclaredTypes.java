package io.braid.engine.analysis;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.spi.ErrorCode;
import io.braid.spi.Field;
import io.braid.spi.Names;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of types before the planner is asked: those of declared columns, of constants, and of what is inside
 * of them. The planner finds such mistakes late, without their place, or with the first record: it takes a text beside
 * IN and BETWEEN for a number and converts it. What is not known here is left to it.
 */
final class DeclaredTypes {
    private static final int LONGEST_INTEGER = 10;

    private final Function<QualifiedName, @Nullable DataType> columns;

    /** @param columns the types of columns; null where nobody has declared them */
    DeclaredTypes(Function<QualifiedName, @Nullable DataType> columns) {
        this.columns = columns;
    }

    /** @throws StatementException 3D019 when the field is not there, or nothing has fields */
    void requireField(Expression.FieldAccess access) {
        DataType base = find(access.base());
        if (base != null) {
            requireField(base, access.field().value(), text(access.base()), access.at());
        }
    }

    /** @throws StatementException 3D019 for an index that the value cannot have */
    void requireElement(Expression.ElementAccess access) {
        DataType base = find(access.base());
        if (base == null) {
            return;
        }
        Expression index = access.index();
        if (base instanceof DataType.StructOf) {
            if (index instanceof Literal.Text field) {
                requireField(base, field.value(), text(access.base()), access.at());
            } else if (!(index instanceof Literal.Number)) {
                throw refused(access.at(), "the field of a STRUCT must be named by a constant");
            }
        } else if (base instanceof DataType.ArrayOf) {
            requireIndex(access, base);
        } else if (base instanceof DataType.MapOf map) {
            DataType key = find(index);
            if (key != null && isMixed(key, map.key())) {
                throw refused(access.at(), "the keys of %s are %s, not %s", text(access.base()), map.key(), key);
            }
        } else {
            throw refused(access.at(), "%s is %s, which has no elements", text(access.base()), base);
        }
    }

    private void requireIndex(Expression.ElementAccess access, DataType array) {
        Expression index = access.index();
        DataType given = find(index);
        if (given != null && !given.kind().isInteger()) {
            throw refused(
                    access.at(),
                    "an element of %s, %s, is named by a number, not %s",
                    text(access.base()),
                    array,
                    given);
        }
        boolean tooSmall =
                (index instanceof Literal.Number number && number.text().equals("0"))
                        || (index instanceof Expression.Unary && given != null);
        if (tooSmall) {
            throw refused(access.at(), "the elements of an ARRAY count from 1");
        }
    }

    /** @throws StatementException 3D019 for a text beside a number */
    void requireComparable(Position at, Expression one, List<Expression> others) {
        DataType left = find(one);
        for (Expression other : others) {
            DataType right = find(other);
            if (left != null && right != null && isMixed(left, right)) {
                throw refused(at, "%s and %s cannot be compared", left, right)
                        .hint("CAST one of them to the type of the other");
            }
        }
    }

    /** @throws StatementException 3D019 for what is no text where JSON is read */
    void requireJsonText(String function, Expression input) {
        DataType given = find(input);
        if (given != null && given.kind() != Kind.VARCHAR) {
            throw refused(input.at(), "%s reads JSON from a text, not from %s", function, given)
                    .hint("CAST the value to VARCHAR");
        }
    }

    private static boolean isMixed(DataType left, DataType right) {
        return (left.kind() == Kind.VARCHAR && right.kind().isNumeric())
                || (left.kind().isNumeric() && right.kind() == Kind.VARCHAR);
    }

    private static void requireField(DataType base, String field, String of, Position at) {
        if (!(base instanceof DataType.StructOf struct)) {
            throw refused(at, "%s is %s, which has no fields", of, base);
        }
        if (struct.fields().stream().noneMatch(candidate -> candidate.name().equals(field))) {
            throw refused(at, "%s has no field \"%s\"", of, field)
                    .hint("there are "
                            + struct.fields().stream()
                                    .map(Field::name)
                                    .map(Names::quoted)
                                    .collect(Collectors.joining(", ")));
        }
    }

    /** The type of an expression, or null. */
    private @Nullable DataType find(Expression expression) {
        if (expression instanceof Expression.ColumnReference column) {
            return columns.apply(column.name());
        }
        if (expression instanceof Literal.Text) {
            return DataType.VARCHAR;
        }
        if (expression instanceof Literal.Number number) {
            return number(number);
        }
        if (expression instanceof Literal.Bool) {
            return DataType.BOOLEAN;
        }
        if (expression instanceof Expression.Unary unary) {
            return find(unary.operand());
        }
        if (expression instanceof Expression.Cast cast) {
            return Types.of(cast.type());
        }
        if (expression instanceof Expression.FieldAccess access) {
            return field(find(access.base()), access.field().value());
        }
        if (expression instanceof Expression.ElementAccess access) {
            DataType base = find(access.base());
            if (base instanceof DataType.ArrayOf array) {
                return array.element();
            }
            if (base instanceof DataType.MapOf map) {
                return map.value();
            }
            return access.index() instanceof Literal.Text text ? field(base, text.value()) : null;
        }
        return null;
    }

    private static DataType number(Literal.Number number) {
        return switch (number.kind()) {
            case INTEGER -> number.text().length() < LONGEST_INTEGER ? DataType.INTEGER : DataType.BIGINT;
            case DECIMAL -> {
                int scale = new BigDecimal(number.text()).scale();
                yield DataType.decimal(
                        Math.max(scale, number.text().replaceFirst("^0*", "").length() - 1), scale);
            }
            case DOUBLE -> DataType.DOUBLE;
        };
    }

    private static @Nullable DataType field(@Nullable DataType base, String name) {
        return base instanceof DataType.StructOf struct
                ? struct.fields().stream()
                        .filter(field -> field.name().equals(name))
                        .map(Field::type)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** What a complaint calls the value. */
    private static String text(Expression expression) {
        if (expression instanceof Expression.ColumnReference column) {
            return "column \"" + column.name().last().value() + "\"";
        }
        if (expression instanceof Expression.FieldAccess access) {
            return "field \"" + access.field().value() + "\"";
        }
        return "the value";
    }

    private static StatementException refused(Position at, String problem, Object... arguments) {
        return FlinkSql.at(at, StatementException.of(ErrorCode.INVALID_QUERY, problem, arguments));
    }
}
