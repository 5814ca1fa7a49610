package io.braid.catalog.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.braid.catalog.Catalog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresCatalogTest extends CatalogContract {
    private static @Nullable PostgresServer server;

    /** One a test: a schema is cheaper than a database. */
    private final String schema = "t" + UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void startServer() throws Exception {
        Optional<Path> programs = PostgresServer.programs();
        assumeTrue(programs.isPresent(), "PostgreSQL is not installed: no folder with initdb and pg_ctl was found");
        server = PostgresServer.start(programs.orElseThrow());
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    Catalog open() throws Exception {
        String url = Objects.requireNonNull(server).url();
        try (Connection connection = DriverManager.getConnection(url, "braid", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
        }
        return JdbcCatalog.postgresql(url + "?currentSchema=" + schema, "braid", "");
    }
}
