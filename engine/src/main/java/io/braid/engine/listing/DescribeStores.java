package io.braid.engine.listing;

import io.braid.catalog.Store;
import io.braid.engine.library.Descriptors;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.engine.run.StoreConnections;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementResult.Table;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import io.braid.spi.RowType;
import io.braid.spi.StoreConnection.EntityDescription;
import io.braid.sql.tree.DescribeStatement.DescribeObject;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DESCRIBE STORE and DESCRIBE ENTITY: one row each, which an official client reads by position. */
final class DescribeStores {
    private static final RowType STORE = RowType.of(
            text("Metadata"),
            text("Uris"),
            text("Details"),
            new Column("TlsEnabled", DataType.BOOLEAN, false),
            new Column("VerifyHostname", DataType.BOOLEAN, false),
            Column.of("SchemaRegistry", DataType.VARCHAR),
            text("Path"));

    private static final RowType ENTITY = RowType.of(
            text("Name"),
            new Column("IsLeaf", DataType.BOOLEAN, false),
            new Column("Partitions", DataType.INTEGER, false),
            new Column("Replicas", DataType.INTEGER, false),
            Column.of("KeyDescriptor", DataType.VARCHAR),
            Column.of("ValueDescriptor", DataType.VARCHAR),
            text("Configs"));

    private final Listings listings;
    private final StoreConnections connections;

    DescribeStores(Listings listings, StoreConnections connections) {
        this.listings = listings;
        this.connections = connections;
    }

    private static Column text(String name) {
        return new Column(name, DataType.VARCHAR, false);
    }

    Table store(Store store) {
        Map<String, String> settings = ContainerListings.settings(store);
        Map<String, String> metadata = Map.of(
                "name", store.name(),
                "type", listings.displayName(store),
                "status", ContainerListings.word(store.status()),
                "message", store.statusMessage(),
                "owner", store.audit().owner(),
                "created_at", store.audit().createdAt().toString(),
                "updated_at", store.audit().updatedAt().toString());
        boolean tls = usesTls(store, settings);
        @Nullable
        Object[] row = {
            Json.object(metadata),
            settings.getOrDefault("uris", ""),
            Json.object(settings),
            tls,
            tls && !is(settings.getOrDefault("tls.verify_server_hostname", "true"), "false"),
            store.schemaRegistry().orElse(null),
            Json.list(List.of(store.name()))
        };
        return Table.of(STORE, rows(row));
    }

    private static boolean usesTls(Store store, Map<String, String> settings) {
        return !store.embedded()
                && !is(settings.getOrDefault("tls.disabled", "false"), "true")
                && !settings.getOrDefault("security.protocol", "")
                        .toUpperCase(Locale.ROOT)
                        .endsWith("PLAINTEXT");
    }

    private static boolean is(String value, String word) {
        return value.strip().equalsIgnoreCase(word);
    }

    Prepared entity(DescribeObject statement, StatementContext context) {
        Store store = context.requireStore(statement.store(), statement.at());
        List<String> path = statement.name().values();
        String keyDescriptor = descriptor(store, path, Part.KEY, context);
        String valueDescriptor = descriptor(store, path, Part.VALUE, context);
        return Prepared.needing(Access.on(store, Privilege.USAGE)).outside(() -> {
            EntityDescription entity = connections
                    .to(store)
                    .describe(path)
                    .orElseThrow(() -> DescribeStatements.missing(
                            ErrorCode.INVALID_PARAMETER,
                            "entity",
                            statement.name().toString(),
                            statement.name().at()));
            @Nullable
            Object[] row = {
                Names.quoted(path.get(path.size() - 1)),
                true,
                entity.partitions(),
                entity.replicas(),
                keyDescriptor,
                valueDescriptor,
                Json.object(entity.configs())
            };
            return Table.of(ENTITY, rows(row));
        });
    }

    private static @Nullable String descriptor(Store store, List<String> path, Part part, StatementContext context) {
        return Descriptors.of(store, path, part, context.catalog())
                .map(Object::toString)
                .orElse(null);
    }

    private static List<@Nullable Object[]> rows(@Nullable Object[] only) {
        return Collections.singletonList(only);
    }
}
