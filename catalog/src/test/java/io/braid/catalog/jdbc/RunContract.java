package io.braid.catalog.jdbc;

import static io.braid.catalog.jdbc.Samples.ACME;
import static io.braid.catalog.jdbc.Samples.ANN;
import static io.braid.catalog.jdbc.Samples.AUDIT;
import static io.braid.catalog.jdbc.Samples.BOB;
import static io.braid.catalog.jdbc.Samples.OTHER;
import static io.braid.catalog.jdbc.Samples.TIME;
import static io.braid.catalog.jdbc.Samples.query;
import static io.braid.catalog.jdbc.Samples.token;
import static io.braid.catalog.jdbc.Samples.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.catalog.ApiToken;
import io.braid.catalog.Audit;
import io.braid.catalog.CatalogView;
import io.braid.catalog.ComputePool;
import io.braid.catalog.ComputePool.Size;
import io.braid.catalog.Query;
import io.braid.catalog.RemoteFlink;
import io.braid.spi.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Queries and API tokens. */
abstract class RunContract extends ObjectContract {
    @Test
    void computePools() {
        ComputePool pool = new ComputePool(ACME, "batch", Size.SMALL, 5, ComputePool.Intended.RUNNING, AUDIT);
        listed(view -> view.computePools().of(ACME))
                .extracting(ComputePool::name)
                .containsExactly("default_pool");
        write(it -> it.computePools().create(pool));
        listed(view -> view.computePools().of(ACME))
                .extracting(ComputePool::name)
                .containsExactly("batch", "default_pool");
        listed(view -> view.computePools().stored()).containsExactly(pool);
        found(view -> view.computePools().find(ACME, "batch")).contains(pool);
        found(view -> view.computePools().find(OTHER, "batch")).isEmpty();
        refuses(
                it -> it.computePools().create(pool),
                ErrorCode.DUPLICATE_COMPUTE_POOL,
                "compute pool \"batch\" already exists");

        ComputePool changed =
                pool.sized(Size.LARGE, 0).wanted(ComputePool.Intended.STOPPED).ownedBy("ops");
        write(it -> it.computePools().update(changed));
        found(view -> view.computePools().find(ACME, "batch")).contains(changed);
        ComputePool remote = changed.on(new RemoteFlink("http://flink:8081", "braid:7070", RemoteFlink.Code.INSTALLED));
        write(it -> it.computePools().update(remote));
        found(view -> view.computePools().find(ACME, "batch")).contains(remote);
        write(it -> it.computePools().drop(ACME, "batch"));
        write(it -> it.computePools().create(remote));
        found(view -> view.computePools().find(ACME, "batch")).contains(remote);
        write(it -> it.computePools().drop(ACME, "batch"));
        found(view -> view.computePools().find(ACME, "batch")).isEmpty();

        write(it -> it.computePools()
                .update(it.computePools()
                        .find(ACME, "default_pool")
                        .orElseThrow()
                        .wanted(ComputePool.Intended.STOPPED)));
        found(view -> view.computePools().find(ACME, "default_pool")).get().matches(ComputePool::isStopped);
        listed(view -> view.computePools().of(ACME)).hasSize(1);
    }

    @Test
    void queries() {
        UUID a = UUID.randomUUID();
        UUID b = UUID.randomUUID();
        Query first = query("copy", 1, List.of(a), List.of(b), aged(0));
        Query second = query("copy", 2, List.of(a), List.of(a, b), aged(1));
        Query unnamed = query(null, 1, List.of(b), List.of(), aged(2));
        write(it -> List.of(first, second, unnamed, query(null, 1, List.of(), List.of(), aged(3)))
                .forEach(it::createQuery));
        listed(view -> view.queries(ACME)).extracting(Query::id).endsWith(unnamed.id(), second.id(), first.id());
        listed(view -> view.queries(OTHER)).isEmpty();
        found(view -> view.findQuery(ACME, unnamed.id()))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(unnamed);
        found(view -> view.findQuery(OTHER, unnamed.id())).isEmpty();
        found(view -> view.findQuery(ACME, "copy", 0)).map(Query::id).contains(second.id());
        found(view -> view.findQuery(ACME, "copy", 1)).map(Query::id).contains(first.id());
        found(view -> view.findQuery(ACME, "copy", 3)).isEmpty();
        listed(view -> view.liveQueriesOn(a)).extracting(Query::id).containsExactly(second.id(), first.id());
        listed(view -> view.liveQueriesOn(UUID.randomUUID())).isEmpty();
        refuses(
                it -> it.createQuery(query("copy", 2, List.of(), List.of(), AUDIT)),
                ErrorCode.DUPLICATE_OBJECT,
                "query \"copy\" already exists");
    }

    @Test
    void queriesAreForgottenWhenTheyAreOver() {
        UUID a = UUID.randomUUID();
        Query running = query("running", 1, List.of(a), List.of(), aged(0));
        Query stopping = query("stopping", 1, List.of(a), List.of(), aged(1));
        Query over = query("over", 1, List.of(a), List.of(), aged(2));
        Query justOver = query("just over", 1, List.of(a), List.of(), aged(100));
        Query ended = Samples.with(over, Query.Intended.TERMINATED, Query.Actual.TERMINATED, "it \"broke\"");
        write(it -> {
            List.of(running, stopping, over, justOver).forEach(it::createQuery);
            it.updateQuery(Samples.with(stopping, Query.Intended.TERMINATED, Query.Actual.TERMINATE_REQUESTED, ""));
            it.updateQuery(Samples.with(justOver, Query.Intended.TERMINATED, Query.Actual.TERMINATED, ""));
            it.updateQuery(ended);
        });
        found(view -> view.findQuery(ACME, over.id()))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(ended);
        listed(CatalogView::unfinishedQueries).extracting(Query::id).containsExactly(stopping.id(), running.id());
        listed(view -> view.liveQueriesOn(a)).extracting(Query::id).containsExactly(stopping.id(), running.id());
        assertThat(catalog.<List<UUID>>write(it -> it.forgetQueries(TIME.plusSeconds(50))))
                .containsExactly(over.id());
        listed(view -> view.queries(ACME))
                .extracting(Query::id)
                .containsExactly(justOver.id(), stopping.id(), running.id());
    }

    private static Audit aged(int seconds) {
        Instant time = TIME.plusSeconds(seconds);
        return new Audit("sysadmin", "ann", time, time);
    }

    @Test
    void apiTokens() {
        ApiToken ci = token(ANN, "ci");
        write(it -> {
            it.createApiToken(ci);
            it.createApiToken(token(BOB, "ci"));
        });
        listed(view -> view.apiTokens(ACME, ANN.id())).containsExactly(ci);
        listed(view -> view.apiTokens(OTHER, ANN.id())).isEmpty();
        ApiToken used = new ApiToken(ci.id(), ACME, ANN.id(), "ci", "public", TIME, TIME.plusSeconds(5), TIME, "d1");
        write(it -> it.updateApiToken(used));
        found(view -> view.findApiToken(ci.id())).contains(used);
        refuses(
                it -> it.createApiToken(token(ANN, "ci")),
                ErrorCode.DUPLICATE_API_TOKEN,
                "api token \"ci\" already exists");
        write(it -> it.dropApiToken(ci.id()));
        found(view -> view.findApiToken(ci.id())).isEmpty();
    }
}
