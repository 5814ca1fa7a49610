package io.braid.server;

import io.braid.catalog.ApiToken;
import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.CatalogView;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A catalog that knows API tokens and nothing else. */
public final class FakeCatalog implements Catalog {
    public final Map<UUID, ApiToken> tokens = new ConcurrentHashMap<>();
    public final AtomicInteger reads = new AtomicInteger();

    private final CatalogTransaction transaction = (CatalogTransaction) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {CatalogTransaction.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "findApiToken" -> {
                        return Optional.ofNullable(tokens.get(arguments[0]));
                    }
                    case "createApiToken", "updateApiToken" -> {
                        ApiToken token = (ApiToken) arguments[0];
                        tokens.put(token.id(), token);
                        return null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                }
            });

    @Override
    public <T> T read(Function<CatalogView, T> work) {
        reads.incrementAndGet();
        return work.apply(transaction);
    }

    @Override
    public <T> T write(Function<CatalogTransaction, T> work) {
        return work.apply(transaction);
    }

    @Override
    public <T> T rehearse(Function<CatalogTransaction, T> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
