package io.braid.engine.library;

import io.braid.catalog.FunctionSource;
import io.braid.catalog.StoredSecret;
import io.braid.catalog.UserFunction;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import io.braid.spi.StatementException;
import io.braid.sql.tree.FunctionStatement.Signature;
import io.braid.sql.tree.Identifier;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects of the library as statements name them; what a role cannot see does not exist for it. */
public final class LibraryObjects {
    private LibraryObjects() {}

    public static Access on(FunctionSource source, Privilege privilege) {
        return new Access(
                privilege,
                "function_source",
                Names.always(source.name()),
                source.audit().owner());
    }

    /** Grants on functions are on one signature. */
    public static Access on(UserFunction function, Privilege privilege) {
        String target = Names.always(function.name()) + "(" + String.join(", ", function.argumentTypes()) + ")";
        return new Access(privilege, "function", target, function.audit().owner());
    }

    public static Access on(StoredSecret secret, Privilege privilege) {
        return new Access(
                privilege, "secret", Names.always(secret.name()), secret.audit().owner());
    }

    public static FunctionSource requireSource(Identifier name, StatementContext context) {
        return context.catalog()
                .library()
                .findFunctionSource(context.organization(), name.value())
                .filter(source -> context.sees(on(source, Privilege.USAGE)))
                .orElseThrow(() -> StatementContext.at(
                        name.at(),
                        StatementException.of(
                                        ErrorCode.INVALID_FUNCTION_SOURCE,
                                        "function source \"%s\" does not exist",
                                        name.value())
                                .hint("LIST FUNCTION_SOURCES shows the ones your role can see")));
    }

    public static StoredSecret requireSecret(Identifier name, StatementContext context) {
        return context.catalog()
                .library()
                .findSecret(context.organization(), name.value())
                .filter(secret -> context.sees(on(secret, Privilege.USAGE)))
                .orElseThrow(() -> StatementContext.at(
                        name.at(),
                        StatementException.of(ErrorCode.INVALID_SECRET, "secret \"%s\" does not exist", name.value())
                                .hint("LIST SECRETS shows the ones your role can see")));
    }

    /**
     * @param kind of what would be dropped, in words
     * @param users functions that would be left without it
     * @throws StatementException 2BP01 when there are any
     */
    static void refuseIfUsed(String kind, Identifier name, Stream<UserFunction> users) {
        List<String> signatures = users.map(UserFunction::signature).toList();
        if (!signatures.isEmpty()) {
            throw StatementContext.at(
                    name.at(),
                    StatementException.of(
                                    ErrorCode.DEPENDENT_OBJECTS,
                                    "%s \"%s\" is used by functions: %s",
                                    kind,
                                    name.value(),
                                    String.join(", ", signatures))
                            .hint("drop them first"));
        }
    }

    /** The function of that name and number of arguments; a name alone will do where there is only one. */
    public static UserFunction requireFunction(
            Identifier name, @Nullable Signature signature, StatementContext context) {
        List<UserFunction> found = context.catalog().library().functions(context.organization(), name.value()).stream()
                .filter(function -> context.sees(on(function, Privilege.USAGE)))
                .filter(function -> signature == null
                        || function.arity() == signature.arguments().size())
                .toList();
        if (found.size() > 1) {
            throw StatementContext.at(
                    name.at(),
                    StatementException.of(ErrorCode.INVALID_FUNCTION, "function \"%s\" could be several", name.value())
                            .hint("name it with its arguments: "
                                    + String.join(
                                            ", ",
                                            found.stream()
                                                    .map(UserFunction::signature)
                                                    .toList())));
        }
        if (found.isEmpty()) {
            throw StatementContext.at(
                    name.at(),
                    StatementException.of(ErrorCode.INVALID_FUNCTION, "function \"%s\" does not exist", name.value())
                            .hint("LIST FUNCTIONS shows the ones your role can see"));
        }
        return found.get(0);
    }
}
