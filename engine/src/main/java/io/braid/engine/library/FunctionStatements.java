package io.braid.engine.library;

import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogView;
import io.braid.catalog.FunctionSource;
import io.braid.catalog.Query;
import io.braid.catalog.UserFunction;
import io.braid.engine.analysis.FunctionSecrets;
import io.braid.engine.analysis.Types;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.run.FunctionCandidate;
import io.braid.engine.run.FunctionFiles;
import io.braid.engine.run.PlanCodec;
import io.braid.engine.run.StreamRuntime;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.format.SqlFormatter;
import io.braid.sql.tree.FunctionStatement.CreateFunction;
import io.braid.sql.tree.FunctionStatement.CreateFunctionAs;
import io.braid.sql.tree.FunctionStatement.DropFunction;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Creates and drops functions of classes that users brought along. */
public final class FunctionStatements implements StatementHandlers.Family {
    private static final int MOST_ARGUMENTS = 64;

    private final Catalog catalog;
    private final FunctionFiles files;
    private final StreamRuntime runtime;

    public FunctionStatements(Catalog catalog, FunctionFiles files, StreamRuntime runtime) {
        this.catalog = catalog;
        this.files = files;
        this.runtime = runtime;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateFunction.class, this::create)
                .on(DropFunction.class, this::drop)
                .on(CreateFunctionAs.class, (statement, context) -> {
                    throw StatementContext.at(
                            statement.at(),
                            StatementException.of(
                                            ErrorCode.FEATURE_NOT_SUPPORTED,
                                            "a function that is an expression is not supported")
                                    .hint("CREATE FUNCTION … LANGUAGE JAVA makes one of a class"));
                });
    }

    private Prepared create(CreateFunction statement, StatementContext context) {
        Identifier name = statement.name();
        DatabaseStatements.checkName(name, "function");
        FunctionSourceStatements.requireJava(
                statement.language().value(), statement.language().at());
        if (statement.arguments().size() > MOST_ARGUMENTS) {
            throw StatementContext.at(
                    name.at(),
                    StatementException.of(
                            ErrorCode.INVALID_FUNCTION, "a function can have %d arguments at most", MOST_ARGUMENTS));
        }
        FunctionProperties properties = FunctionProperties.read(statement);
        FunctionSource source = LibraryObjects.requireSource(
                new Identifier(
                        properties.source().text(), true, properties.source().at()),
                context);
        for (String secret : FunctionSecrets.names(properties.others().getOrDefault(FunctionSecrets.PARAMETER, ""))) {
            LibraryObjects.requireSecret(new Identifier(secret, true, statement.at()), context);
        }
        List<DataType> types = statement.arguments().stream()
                .map(argument -> Types.of(argument.type()))
                .toList();
        DataType returns = Types.of(statement.returns());
        return Prepared.needing(
                        Access.onOrganization(Privilege.CREATE_FUNCTION), LibraryObjects.on(source, Privilege.USAGE))
                .outside(() -> {
                    Optional<UserFunction> same = same(statement, context);
                    if (same.isPresent() && statement.ifExists() == IfExists.SKIP) {
                        return Done.of(
                                Artifact.alreadyThere("function", same.get().signature(), List.of(name.value())));
                    }
                    UserFunction.Kind kind = at(
                            statement,
                            () -> runtime.check(new FunctionCandidate(
                                    name.value(), files.of(source), properties.className(), types, returns)));
                    UserFunction function = function(statement, properties, kind, context);
                    return catalog.write(transaction -> {
                        transaction.library().createFunction(function);
                        return Done.of(Artifact.created("function", function.signature(), List.of(name.value())));
                    });
                });
    }

    private Optional<UserFunction> same(CreateFunction statement, StatementContext context) {
        return catalog
                .read(view -> view.library()
                        .functions(context.organization(), statement.name().value()))
                .stream()
                .filter(function -> function.arity() == statement.arguments().size())
                .findFirst();
    }

    private static UserFunction.Kind at(
            CreateFunction statement, java.util.function.Supplier<UserFunction.Kind> check) {
        try {
            return check.get();
        } catch (StatementException e) {
            throw StatementContext.at(statement.name().at(), e);
        }
    }

    private static UserFunction function(
            CreateFunction statement, FunctionProperties properties, UserFunction.Kind kind, StatementContext context) {
        return new UserFunction(
                UUID.randomUUID(),
                context.organization(),
                statement.name().value(),
                statement.arguments().stream()
                        .map(argument -> argument.name().value())
                        .toList(),
                statement.arguments().stream()
                        .map(argument -> SqlFormatter.format(argument.type()))
                        .toList(),
                SqlFormatter.format(statement.returns()),
                kind,
                properties.source().text(),
                properties.className(),
                properties.others(),
                context.audit());
    }

    private Prepared drop(DropFunction statement, StatementContext context) {
        String name = statement.name().value();
        if (statement.ifMissing() == IfMissing.SKIP
                && context.catalog()
                        .library()
                        .functions(context.organization(), name)
                        .isEmpty()) {
            return Prepared.answered(Artifact.notThere("function", name, List.of(name)));
        }
        UserFunction function = LibraryObjects.requireFunction(statement.name(), statement.signature(), context);
        Access owned = LibraryObjects.on(function, Privilege.OWNERSHIP);
        return Prepared.needing(owned).then(transaction -> {
            List<String> users = users(function, transaction);
            if (!users.isEmpty()) {
                throw StatementContext.at(
                        statement.name().at(),
                        StatementException.of(
                                        ErrorCode.DEPENDENT_OBJECTS,
                                        "function \"%s\" is used by running queries: %s",
                                        function.signature(),
                                        String.join(", ", users))
                                .hint("TERMINATE QUERY ends them"));
            }
            transaction.library().dropFunction(function.id());
            transaction.removeGrantsOn(context.organization(), "function", owned.target());
            return Done.of(Artifact.dropped("function", function.signature(), List.of(name)));
        });
    }

    private static List<String> users(UserFunction function, CatalogView view) {
        return view.unfinishedQueries().stream()
                .filter(query -> query.organization().equals(function.organization()))
                .filter(query -> uses(query, function))
                .map(query -> query.id().toString())
                .toList();
    }

    private static boolean uses(Query query, UserFunction function) {
        return PlanCodec.read(query.plan()).plan().functions().stream()
                .anyMatch(used -> used.id().equals(function.id()));
    }
}
