package io.braid.engine.query;

import io.braid.catalog.FunctionSource;
import io.braid.catalog.LibraryView;
import io.braid.catalog.Relation;
import io.braid.engine.analysis.Relations;
import io.braid.engine.library.LibraryObjects;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.StatementContext;
import io.braid.sql.tree.QualifiedName;
import java.util.List;

/** Names in a query, as the role of its session sees them. */
record SeenNames(StatementContext context) implements Relations {
    @Override
    public Relation require(QualifiedName name) {
        return context.requireRelation(name);
    }

    @Override
    public List<KnownFunction> functions(String name) {
        LibraryView library = context.catalog().library();
        return library.functions(context.organization(), name).stream()
                .filter(function -> context.sees(LibraryObjects.on(function, Privilege.USAGE)))
                .map(function -> new KnownFunction(
                        function,
                        library.findFunctionSource(context.organization(), function.source())
                                .map(FunctionSource::sha256)
                                .orElseThrow()))
                .toList();
    }
}
