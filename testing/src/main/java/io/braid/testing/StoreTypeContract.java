package io.braid.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.braid.spi.Capability;
import io.braid.spi.ErrorCode;
import io.braid.spi.Health;
import io.braid.spi.RecordReader;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreConnection.EntityDescription;
import io.braid.spi.StoreConnection.SinkOptions;
import io.braid.spi.StoreConnection.SourceOptions;
import io.braid.spi.StoreConnection.StartPosition;
import io.braid.spi.StoreConnection.WriteMode;
import io.braid.spi.StoreType;
import io.braid.spi.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link StoreType} keeps to. A connector extends it and names a real store to talk to: each capability it
 * claims is tried there, and what it does not claim must be declined.
 */
public abstract class StoreTypeContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
    private static final byte[] KEY = bytes("{\"id\":1}");
    private static final byte[] VALUE = bytes("{\"name\":\"one\"}");

    /** Set before each test. */
    @SuppressWarnings("NullAway.Init")
    private StoreConnection connection;

    /** The type under test. */
    protected abstract StoreType type();

    /** Properties of a store that is there. */
    protected abstract Map<String, String> properties();

    /** Properties of a store that nobody answers for. */
    protected abstract Map<String, String> propertiesOfNoStore();

    /** The path of an entity that does not exist; another one each time. */
    protected abstract List<String> newPath();

    /** Properties to create an entity with one partition. */
    protected Map<String, String> entityProperties() {
        return Map.of();
    }

    @BeforeEach
    final void connect() {
        connection = open(properties());
    }

    @AfterEach
    final void disconnect() {
        connection.close();
    }

    /** For tests of the type's own. */
    protected final StoreConnection connection() {
        return connection;
    }

    protected final StoreConnection open(Map<String, String> properties) {
        Settings settings = Settings.read(type().settings(), properties);
        type().validate(settings);
        return type().connect(settings);
    }

    @Test
    void isFoundByItsService() {
        assertThat(ServiceLoader.load(StoreType.class))
                .extracting(StoreType::name)
                .contains(type().name());
    }

    @Test
    void hasAKeywordAndAName() {
        assertThat(type().name()).matches("[A-Z][A-Z0-9_]*");
        assertThat(type().displayName()).isNotBlank();
    }

    @Test
    void describesEverySettingOnce() {
        List<Setting<?>> settings = new ArrayList<>(type().settings());
        settings.addAll(type().entitySettings());
        settings.addAll(type().writerSettings());
        assertThat(settings).allSatisfy(setting -> assertThat(setting.meaning()).endsWith("."));
        List<String> names = new ArrayList<>();
        settings.forEach(setting -> {
            names.add(setting.name());
            names.addAll(setting.aliases());
        });
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void letsNoQuerySayWhereToConnectOrWhatToLoad() {
        assertThat(type().writerSettings())
                .extracting(setting -> setting.name())
                .noneMatch(name -> name.matches(
                        "(?i).*(servers|security|sasl|ssl|class|interceptor|transactional|provider|jaas).*"));
    }

    @Test
    void refusesAPropertyItDoesNotKnow() {
        Map<String, String> properties = new HashMap<>(properties());
        properties.put("no.such.property", "1");
        assertThatThrownBy(() -> open(properties))
                .isInstanceOf(StatementException.class)
                .hasMessageContaining("unknown parameter \"no.such.property\"");
    }

    @Test
    void isWellWhenTheStoreAnswers() {
        assertThat(connection.check()).isEqualTo(Health.OK);
    }

    @Test
    void saysThatAStoreDoesNotAnswer() {
        try (StoreConnection nowhere = open(propertiesOfNoStore())) {
            long before = System.nanoTime();
            Health health = nowhere.check();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONGEST_SILENCE);
            assertThat(health.ok()).isFalse();
            assertThat(health.message()).contains("does not answer");
        }
    }

    @Test
    void failsWithRemoteUnavailableWhenTheStoreDoesNotAnswer() {
        try (StoreConnection nowhere = open(propertiesOfNoStore())) {
            ErrorCode expected =
                    claims(Capability.LIST_ENTITIES) ? ErrorCode.REMOTE_UNAVAILABLE : ErrorCode.FEATURE_NOT_SUPPORTED;
            assertRefused(expected, () -> nowhere.entities(List.of()));
        }
    }

    @Test
    void showsNoSecret() {
        Settings settings = Settings.read(type().settings(), properties());
        for (Setting<?> setting : type().settings()) {
            if (setting.secret() && settings.has(setting)) {
                String secret = settings.asTexts().get(setting.name());
                assertThat(connection.toString()).doesNotContain(secret);
                assertThat(settings.toString()).doesNotContain(secret);
            }
        }
    }

    @Test
    void isClosedTwiceWithoutComplaint() {
        connection.close();
        connection.close();
    }

    @Test
    void listsAnEntityFromItsCreationToItsEnd() {
        if (!claims(Capability.LIST_ENTITIES)) {
            assertDeclined(() -> connection.entities(List.of()));
            return;
        }
        List<String> path = newPath();
        assertThat(names(path)).doesNotContain(last(path));
        if (claims(Capability.CREATE_ENTITY)) {
            create(path);
            assertThat(names(path)).contains(last(path));
        }
        if (claims(Capability.CREATE_ENTITY) && claims(Capability.DROP_ENTITY)) {
            connection.dropEntity(path);
            assertThat(names(path)).doesNotContain(last(path));
        }
    }

    @Test
    void createsAnEntityOnce() {
        List<String> path = newPath();
        if (!claims(Capability.CREATE_ENTITY)) {
            assertDeclined(() -> create(path));
            return;
        }
        assertThat(connection.describe(path)).isEmpty();
        create(path);
        assertThat(connection.describe(path)).isPresent();
        StatementException twice = assertRefused(ErrorCode.DUPLICATE_OBJECT, () -> create(path));
        assertThat(twice).hasMessageContaining("already exists");
    }

    @Test
    void dropsAnEntityOnce() {
        List<String> path = newPath();
        if (!claims(Capability.DROP_ENTITY)) {
            assertDeclined(() -> connection.dropEntity(path));
            return;
        }
        if (claims(Capability.CREATE_ENTITY)) {
            create(path);
            connection.dropEntity(path);
            assertThat(connection.describe(path)).isEmpty();
        }
        StatementException missing = assertRefused(ErrorCode.INVALID_PARAMETER, () -> connection.dropEntity(path));
        assertThat(missing).hasMessageContaining("does not exist");
    }

    @Test
    void emptiesAnEntity() {
        List<String> path = newPath();
        if (!claims(Capability.TRUNCATE_ENTITY)) {
            assertDeclined(() -> connection.truncateEntity(path));
            return;
        }
        StatementException missing = assertRefused(ErrorCode.INVALID_PARAMETER, () -> connection.truncateEntity(path));
        assertThat(missing).hasMessageContaining("does not exist");
        if (!writable()) {
            return;
        }
        create(path);
        connection.insert(path, StoredRecord.toWrite(KEY, VALUE));
        connection.truncateEntity(path);
        byte[] later = bytes("later");
        connection.insert(path, StoredRecord.toWrite(KEY, later));
        try (RecordReader reader = connection.read(path, StartPosition.EARLIEST)) {
            assertThat(next(reader).value()).isEqualTo(later);
        }
    }

    @Test
    void writesRecords() {
        List<String> path = newPath();
        if (!claims(Capability.INSERT_ENTITY)) {
            assertDeclined(() -> connection.insert(path, StoredRecord.toWrite(KEY, VALUE)));
            return;
        }
        StatementException missing = assertRefused(
                ErrorCode.INVALID_PARAMETER, () -> connection.insert(path, StoredRecord.toWrite(KEY, VALUE)));
        assertThat(missing).hasMessageContaining("does not exist");
    }

    @Test
    void readsWhatWasWrittenBeforeAndAfter() {
        List<String> path = newPath();
        if (!claims(Capability.READ_RECORDS)) {
            assertDeclined(() -> connection.read(path, StartPosition.EARLIEST));
            return;
        }
        if (!writable()) {
            return;
        }
        create(path);
        connection.insert(path, new StoredRecord(KEY, VALUE, 1_700_000_000_000L, "", -1, -1, Map.of("h", KEY)));
        try (RecordReader reader = connection.read(path, StartPosition.EARLIEST)) {
            StoredRecord first = next(reader);
            assertThat(first.key()).isEqualTo(KEY);
            assertThat(first.value()).isEqualTo(VALUE);
            assertThat(first.timestampMillis()).isEqualTo(1_700_000_000_000L);
            assertThat(first.headers()).containsOnlyKeys("h").containsEntry("h", KEY);

            connection.insert(path, StoredRecord.toWrite(KEY, null));
            StoredRecord second = next(reader);
            assertThat(second.value()).isNull();
            assertThat(second.timestampMillis()).isGreaterThan(1_700_000_000_000L);
            assertThat(second.offset()).isGreaterThan(first.offset());
        }
    }

    @Test
    void readsOnlyWhatIsNewFromLatest() {
        if (!writable()) {
            return;
        }
        List<String> path = newPath();
        create(path);
        connection.insert(path, StoredRecord.toWrite(null, bytes("old")));
        try (RecordReader reader = connection.read(path, StartPosition.LATEST)) {
            connection.insert(path, StoredRecord.toWrite(null, bytes("new")));
            StoredRecord record = next(reader);
            assertThat(record.key()).isNull();
            assertThat(record.value()).isEqualTo(bytes("new"));
        }
    }

    @Test
    void aWaitingReaderWakesUp() throws Exception {
        if (!writable()) {
            return;
        }
        List<String> path = newPath();
        create(path);
        CompletableFuture<RecordReader> opened = new CompletableFuture<>();
        CompletableFuture<List<StoredRecord>> polled = CompletableFuture.supplyAsync(() -> {
            try (RecordReader reader = connection.read(path, StartPosition.EARLIEST)) {
                opened.complete(reader);
                return reader.poll(Duration.ofMinutes(5));
            }
        });
        opened.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).wakeup();
        assertThat(polled.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void declinesToReadWhatIsNotThere() {
        if (!claims(Capability.READ_RECORDS)) {
            return;
        }
        List<String> path = newPath();
        for (StartPosition from : StartPosition.values()) {
            assertThat(assertRefused(
                            ErrorCode.INVALID_PARAMETER,
                            () -> connection.read(path, from).close()))
                    .hasMessageContaining("does not exist");
        }
    }

    @Test
    void pinsPositions() {
        List<String> path = newPath();
        if (!claims(Capability.SOURCE)) {
            assertDeclined(() -> connection.position(path, StartPosition.LATEST));
            return;
        }
        if (!writable()) {
            return;
        }
        create(path);
        String earliest = connection.position(path, StartPosition.EARLIEST);
        String empty = connection.position(path, StartPosition.LATEST);
        assertThat(connection.position(path, StartPosition.LATEST)).isEqualTo(empty);
        connection.insert(path, StoredRecord.toWrite(KEY, VALUE));
        assertThat(connection.position(path, StartPosition.LATEST)).isNotEqualTo(empty);
        assertThat(connection.position(path, StartPosition.EARLIEST)).isEqualTo(earliest);
    }

    @Test
    void saysHowAJobReads() {
        SourceOptions options = new SourceOptions(newPath(), "earliest", 0, List.of(), Map.of("value.format", "json"));
        if (!claims(Capability.SOURCE)) {
            assertDeclined(() -> connection.source(options));
            return;
        }
        assertThat(connection.source(options)).containsKey("connector").isEqualTo(connection.source(options));
    }

    @Test
    void saysHowAJobWrites() {
        SinkOptions options = new SinkOptions(
                newPath(), WriteMode.APPEND, "q-1", false, List.of(), false, Map.of("value.format", "json"), Map.of());
        if (!claims(Capability.SINK)) {
            assertDeclined(() -> connection.sink(options));
            return;
        }
        assertThat(connection.sink(options)).containsKey("connector").isEqualTo(connection.sink(options));
    }

    /** Creates an entity with {@link #entityProperties()}. */
    protected final EntityDescription create(List<String> path) {
        connection.createEntity(path, Settings.read(type().entitySettings(), entityProperties()), Map.of());
        return connection.describe(path).orElseThrow();
    }

    /** The next record; fails when none comes. */
    protected static StoredRecord next(RecordReader reader) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            List<StoredRecord> records = reader.poll(Duration.ofMillis(100));
            if (!records.isEmpty()) {
                assertThat(records).hasSize(1);
                return records.get(0);
            }
        }
        throw new AssertionError("no record came within " + PATIENCE.toSeconds() + " s");
    }

    /** Asserts that a call is refused with a code, and gives back the refusal. */
    protected static StatementException assertRefused(ErrorCode code, ThrowingCallable call) {
        StatementException refusal = catchThrowableOfType(StatementException.class, call);
        assertThat(refusal).as("a refusal with " + code).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        return refusal;
    }

    private static void assertDeclined(ThrowingCallable call) {
        assertRefused(ErrorCode.FEATURE_NOT_SUPPORTED, call);
    }

    private boolean claims(Capability capability) {
        return type().capabilities().contains(capability);
    }

    /** Whether the contract can put records of its own somewhere and see them. */
    private boolean writable() {
        return claims(Capability.CREATE_ENTITY) && claims(Capability.INSERT_ENTITY) && claims(Capability.READ_RECORDS);
    }

    private List<String> names(List<String> path) {
        return connection.entities(path.subList(0, path.size() - 1)).stream()
                .map(StoreConnection.Entity::name)
                .toList();
    }

    private static String last(List<String> path) {
        return path.get(path.size() - 1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
