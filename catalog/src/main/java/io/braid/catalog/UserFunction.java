package io.braid.catalog;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A function that a user brought along: a class in a function source. A name may have several of them, with different
 * numbers of arguments.
 *
 * @param arguments names of the arguments, in order
 * @param argumentTypes their types, as they are written in SQL
 * @param returns type of the result, as it is written in SQL
 * @param source name of the function source that holds the class
 * @param properties all other parameters of CREATE FUNCTION, {@code egress.allow.uris} among them
 */
public record UserFunction(
        UUID id,
        UUID organization,
        String name,
        List<String> arguments,
        List<String> argumentTypes,
        String returns,
        Kind kind,
        String source,
        String className,
        Map<String, String> properties,
        Audit audit) {
    public UserFunction {
        arguments = List.copyOf(arguments);
        argumentTypes = List.copyOf(argumentTypes);
        properties = Map.copyOf(properties);
    }

    /** What a call of it gives: a value a row, a value a group, or rows. */
    public enum Kind {
        SCALAR,
        AGGREGATE,
        TABLE
    }

    public int arity() {
        return arguments.size();
    }

    /** {@code name(a BIGINT, b VARCHAR)}: what identifies it. */
    public String signature() {
        StringBuilder text = new StringBuilder(name).append('(');
        for (int i = 0; i < arity(); i++) {
            text.append(i == 0 ? "" : ", ").append(arguments.get(i)).append(' ').append(argumentTypes.get(i));
        }
        return text.append(')').toString();
    }

    public UserFunction ownedBy(String role) {
        return new UserFunction(
                id,
                organization,
                name,
                arguments,
                argumentTypes,
                returns,
                kind,
                source,
                className,
                properties,
                audit.ownedBy(role));
    }
}
