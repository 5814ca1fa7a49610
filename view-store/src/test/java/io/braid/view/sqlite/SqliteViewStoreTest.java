package io.braid.view.sqlite;

import io.braid.view.ViewStore;
import io.braid.view.ViewStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class SqliteViewStoreTest extends ViewStoreContract {
    @TempDir
    private Path directory;

    @Override
    protected ViewStore open() {
        return new SqliteViewStore(directory.resolve("views"), Duration.ofMillis(50));
    }
}
