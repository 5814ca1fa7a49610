package io.braid.engine.service;

import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.IntegrationStatement.CreateIntegration;
import io.braid.sql.tree.IntegrationStatement.DropIntegration;
import io.braid.sql.tree.IntegrationStatement.Kind;
import io.braid.sql.tree.IntegrationStatement.RenewIntegration;
import io.braid.sql.tree.Property;
import java.util.Locale;

/** Statements about objects of which no kind can be honoured: they say so, and which kind was asked for. */
final class LaterStatements implements StatementHandlers.Family {
    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateIntegration.class, LaterStatements::create)
                .on(RenewIntegration.class, (statement, context) -> {
                    throw StatementContext.at(statement.at(), none("ALTER", statement.kind()));
                })
                .on(DropIntegration.class, (statement, context) -> {
                    throw StatementContext.at(statement.at(), none("DROP", statement.kind()));
                });
    }

    private static Prepared create(CreateIntegration statement, StatementContext context) {
        String type = Property.find(statement.properties(), "type")
                .map(given -> " of type \"" + given.text().toUpperCase(Locale.ROOT) + "\"")
                .orElse("");
        throw StatementContext.at(
                statement.at(),
                StatementException.of(
                        ErrorCode.FEATURE_NOT_SUPPORTED,
                        "%s integrations%s are not supported",
                        statement.kind().name().toLowerCase(Locale.ROOT),
                        type));
    }

    private static StatementException none(String verb, Kind kind) {
        return StatementException.of(
                ErrorCode.FEATURE_NOT_SUPPORTED, "%s %s INTEGRATION is not supported: there are none", verb, kind);
    }
}
