package io.braid.view.sqlite;

import io.braid.view.ViewScanContract;
import io.braid.view.ViewStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class SqliteScanTest extends ViewScanContract {
    @TempDir
    private Path directory;

    @Override
    protected ViewStore open() {
        return new SqliteViewStore(directory, Duration.ofMillis(50));
    }
}
