package io.braid.engine.analysis;

import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.fixture.FakeRuntime;
import io.braid.engine.fixture.FakeStoreType;
import java.nio.file.Path;
import java.util.List;

/** An engine with a few relations of every kind to select from. */
final class Playground implements AutoCloseable {
    private static final List<String> RELATIONS = List.of(
            "STREAM clicks (ts BIGINT, userid VARCHAR, page VARCHAR, ms INTEGER, tags ARRAY<VARCHAR>,"
                    + " who STRUCT<name VARCHAR, address STRUCT<city VARCHAR>>) WITH ('timestamp' = 'ts', ",
            "STREAM orders (id INTEGER, userid VARCHAR, total DOUBLE) WITH (",
            "STREAM texts (a VARCHAR, b VARCHAR) WITH (",
            "STREAM keyed (n INTEGER) WITH ('key.format' = 'primitive', 'key.type' = 'BIGINT', ",
            "STREAM struct_keyed (n INTEGER) WITH ('key.format' = 'json', 'key.type' = 'STRUCT<id BIGINT, at VARCHAR>', ",
            "CHANGELOG users (userid VARCHAR, city VARCHAR, PRIMARY KEY (userid)) WITH (",
            "CHANGELOG members (userid VARCHAR, city VARCHAR, PRIMARY KEY (userid))"
                    + " WITH ('enable.upsert.mode' = TRUE, 'key.format' = 'json', ");

    final FakeRuntime runtime = new FakeRuntime();
    final FakeStoreType store = new FakeStoreType();
    final EngineFixture fixture;
    final EngineClient client;

    Playground(Path directory) {
        fixture = EngineFixture.open(directory, runtime, store);
        client = fixture.client();
        for (String relation : RELATIONS) {
            String topic = relation.split(" ", 3)[1];
            store.create(topic);
            client.rows("CREATE " + relation + "'topic' = '" + topic + "', 'value.format' = 'json')");
        }
        client.rows("CREATE MATERIALIZED VIEW kept AS SELECT userid FROM clicks");
    }

    @Override
    public void close() {
        fixture.close();
    }
}
