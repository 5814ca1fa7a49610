package io.braid.catalog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.catalog.Catalog;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCatalogTest extends CatalogContract {
    @TempDir
    private Path folder;

    @Override
    Catalog open() {
        return JdbcCatalog.sqlite(folder.resolve("new folder").resolve("catalog.db"));
    }

    @Test
    void theFileIsInWalMode() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA journal_mode")) {
            assertThat(row.getString(1)).isEqualTo("wal");
        }
    }

    @Test
    void aCatalogOfANewerServerIsRefused() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE braid_schema_history SET version = '999'");
        }
        assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class).hasMessageContaining("version 999");
    }

    @Test
    void everyMigrationIsListed() throws IOException, URISyntaxException {
        Path resources = Path.of(
                Objects.requireNonNull(Migrations.class.getResource("/db")).toURI());
        try (Stream<Path> files = Files.list(resources)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
                    .isEqualTo(Migrations.FILES);
        }
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve("new folder").resolve("catalog.db"));
    }
}
