package io.braid.engine.library;

import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.FunctionStatement.CreateFunction;
import io.braid.sql.tree.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of CREATE FUNCTION.
 *
 * @param source name of the function source
 * @param className fully qualified
 * @param others kept as they are; {@code egress.allow.uris} and {@code secrets} mean something
 */
public record FunctionProperties(Property source, String className, Map<String, String> others) {
    /** Hosts and ports that the function says it calls: recorded, and shown by LIST FUNCTIONS. */
    public static final String EGRESS = "egress.allow.uris";

    private static final String SOURCE = "source.name";
    private static final String CLASS = "class.name";
    private static final int MOST = 64;

    static FunctionProperties read(CreateFunction statement) {
        List<String> missing = new ArrayList<>();
        Map<String, String> others = new TreeMap<>();
        for (String wanted : List.of(SOURCE, CLASS)) {
            if (Property.find(statement.properties(), wanted).isEmpty()) {
                missing.add(wanted);
            }
        }
        if (!missing.isEmpty()) {
            throw StatementContext.at(statement.at(), Settings.missing(missing));
        }
        for (Property property : statement.properties()) {
            if (!property.isNamed(SOURCE) && !property.isNamed(CLASS)) {
                others.put(property.foldedKey(), property.text());
            }
        }
        if (others.size() > MOST) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(
                            ErrorCode.INVALID_PARAMETER, "a function can have %d parameters at most", MOST));
        }
        return new FunctionProperties(
                Property.find(statement.properties(), SOURCE).orElseThrow(),
                Property.find(statement.properties(), CLASS).orElseThrow().text(),
                others);
    }
}
