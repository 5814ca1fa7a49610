package io.braid.engine.library;

import io.braid.engine.analysis.FunctionSecrets;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.Setting;
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
    private static final Setting<String> SOURCE =
            Setting.text("source.name", "Function source that has the class.").mandatory();
    private static final Setting<String> CLASS =
            Setting.text("class.name", "The class, with its package.").mandatory();
    private static final Setting<String> EGRESS = Setting.text(
            "egress.allow.uris",
            "Hosts and ports that the function says it calls; recorded, and shown by LIST FUNCTIONS.");
    private static final Setting<String> SECRETS =
            Setting.text(FunctionSecrets.PARAMETER, "Secrets that the function reads, separated by commas.");

    /** Those that mean something; others are kept as they are. */
    public static final List<Setting<?>> ALL = List.of(SOURCE, CLASS, EGRESS, SECRETS);

    public static final String EGRESS_NAME = EGRESS.name();

    private static final int MOST = 64;

    static FunctionProperties read(CreateFunction statement) {
        List<String> missing = new ArrayList<>();
        Map<String, String> others = new TreeMap<>();
        for (Setting<?> wanted : List.of(SOURCE, CLASS)) {
            if (Property.find(statement.properties(), wanted.name()).isEmpty()) {
                missing.add(wanted.name());
            }
        }
        if (!missing.isEmpty()) {
            throw StatementContext.at(statement.at(), Settings.missing(missing));
        }
        for (Property property : statement.properties()) {
            if (!property.isNamed(SOURCE.name()) && !property.isNamed(CLASS.name())) {
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
                Property.find(statement.properties(), SOURCE.name()).orElseThrow(),
                Property.find(statement.properties(), CLASS.name())
                        .orElseThrow()
                        .text(),
                others);
    }
}
