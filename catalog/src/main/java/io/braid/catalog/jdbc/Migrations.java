package io.braid.catalog.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables of a catalog up to date. Flyway does the work; loading it takes longer than everything else the
 * catalog does at start-up, so it is asked only when its own table does not already name the newest migration.
 */
final class Migrations {
    /** In order, oldest first. Listed, because looking for them means opening every jar of the class path. */
    static final List<String> FILES = List.of(
            "V001__first.sql",
            "V060__library.sql",
            "V070__query_log.sql",
            "V090__statements.sql",
            "V100__schema_registries.sql",
            "V110__compute_pools.sql",
            "V120__members.sql",
            "V140__remote_pools.sql",
            "V150__descriptors.sql");

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);
    private static final String HISTORY = "braid_schema_history";

    private Migrations() {}

    static void run(Dialect dialect, DataSource dataSource) {
        Optional<String> version = version(dataSource);
        if (version.isPresent() && version.get().equals(newest())) {
            return;
        }
        if (version.isPresent() && version.get().compareTo(newest()) > 0) {
            throw new IllegalStateException(String.format(
                    "the catalog has version %s, this server knows versions up to %s: start the newer server",
                    version.get(), newest()));
        }
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .table(HISTORY)
                .resourceProvider(new Files())
                .placeholders(dialect.placeholders())
                .skipDefaultCallbacks(true)
                .load()
                .migrate();
        log.atInfo().addKeyValue("version", newest()).log("catalog migrated");
    }

    static String newest() {
        String file = FILES.get(FILES.size() - 1);
        return file.substring(1, file.indexOf("__"));
    }

    /** What Flyway recorded last; empty when it never ran here. */
    private static Optional<String> version(DataSource dataSource) {
        String sql = "SELECT version FROM " + HISTORY + " WHERE success ORDER BY installed_rank DESC LIMIT 1";
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            } catch (SQLException noSuchTable) {
                // Whatever else may be wrong, Flyway will say so in better words.
                return Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the catalog's database cannot be reached: " + e.getMessage(), e);
        }
    }

    private static final class Files implements ResourceProvider {
        private final List<LoadableResource> migrations =
                FILES.stream().<LoadableResource>map(Migration::new).toList();

        @Override
        public @Nullable LoadableResource getResource(String name) {
            return migrations.stream()
                    .filter(migration -> migration.getRelativePath().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return migrations.stream()
                    .filter(migration -> migration.getFilename().startsWith(prefix)
                            && Arrays.stream(suffixes).anyMatch(migration.getFilename()::endsWith))
                    .toList();
        }
    }

    private static final class Migration extends LoadableResource {
        private final String file;

        Migration(String file) {
            this.file = file;
        }

        @Override
        public Reader read() {
            String path = "/db/" + file;
            try (InputStream in = Migrations.class.getResourceAsStream(path)) {
                if (in == null) {
                    throw new IllegalStateException("resource \"" + path + "\" does not exist");
                }
                return new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return "db/" + file;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return "db/" + file;
        }

        @Override
        public String getFilename() {
            return file;
        }

        @Override
        public String getRelativePath() {
            return file;
        }
    }
}
