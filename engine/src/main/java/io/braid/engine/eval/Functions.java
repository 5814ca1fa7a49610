package io.braid.engine.eval;

import io.braid.engine.function.BuiltIns;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.SetQuantifier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the function of a call. */
public final class Functions {
    private static final Library LIBRARY = library();

    private Functions() {}

    private static Library library() {
        Library library = new Library();
        TextFunctions.define(library);
        PatternFunctions.define(library);
        EncodingFunctions.define(library);
        NumberFunctions.define(library);
        TimeFunctions.define(library);
        ConditionalFunctions.define(library);
        ArrayFunctions.define(library);
        MapFunctions.define(library);
        return library;
    }

    static Node call(Call call, ExpressionCompiler compiler) {
        String name = call.function().toLowerCase(Locale.ROOT);
        if (call.over() != null) {
            compiler.inexact("OVER");
            throw Problems.unsupported(call.at(), "OVER is not supported when views and system tables are read");
        }
        if (Aggregates.isAggregate(name)) {
            compiler.inexact("an aggregate");
            throw Problems.at(call.at(), "aggregate \"%s\" is not allowed here", name)
                    .hint("aggregates stand in the select list, HAVING and ORDER BY");
        }
        if (call.quantifier() == SetQuantifier.DISTINCT
                || call.filter() != null
                || !call.orderBy().isEmpty()) {
            throw Problems.at(call.at(), "function \"%s\" is no aggregate", name);
        }
        Optional<Node> withUnit = withUnit(name, call, compiler);
        return withUnit.isPresent()
                ? withUnit.get()
                : call(name, compiler.compileAll(call.arguments()), call.at(), compiler);
    }

    static Node call(String name, List<Node> arguments, Position at, ExpressionCompiler compiler) {
        Optional<Library.Definition> definition = LIBRARY.find(name);
        if (definition.isEmpty()) {
            compiler.inexact("function " + name);
            throw missing(name, at);
        }
        return definition.get().call(arguments, at, compiler);
    }

    /** Whether a snapshot can be asked with it. */
    public static boolean knows(String name) {
        String known = name.toLowerCase(Locale.ROOT);
        return LIBRARY.find(known).isPresent() || Aggregates.isAggregate(known) || known.startsWith("timestamp");
    }

    private static StatementException missing(String name, Position at) {
        return BuiltIns.has(name)
                ? Problems.unsupported(
                        at,
                        "function " + name.toUpperCase(Locale.ROOT)
                                + " is not supported when views and system tables are read")
                : BuiltIns.unknown(new Call(
                        QualifiedName.of(name), SetQuantifier.ALL, List.of(), List.of(), null, null, null, at));
    }

    /** The two functions whose first argument is a unit of time. */
    private static Optional<Node> withUnit(String name, Call call, ExpressionCompiler compiler) {
        boolean known = name.equals("timestampadd") || name.equals("timestampdiff");
        if (!known
                || call.arguments().size() != 3
                || !(call.arguments().get(0) instanceof Expression.UnitSymbol symbol)) {
            return Optional.empty();
        }
        compiler.inexact(name);
        Node second = compiler.compile(call.arguments().get(1));
        Node third = compiler.compile(call.arguments().get(2));
        return Optional.of(
                name.equals("timestampadd")
                        ? TimeArithmetic.add(symbol.unit(), second, third, call.at())
                        : TimeArithmetic.difference(symbol.unit(), second, third, call.at()));
    }
}
