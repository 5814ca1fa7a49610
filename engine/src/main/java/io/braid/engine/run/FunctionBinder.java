package io.braid.engine.run;

import io.braid.catalog.Catalog;
import io.braid.catalog.FunctionSource;
import io.braid.catalog.StoredSecret;
import io.braid.engine.plan.JobPlan.FunctionSpec;
import io.braid.engine.run.BoundPlan.BoundFunction;
import io.braid.engine.security.Vault;
import io.braid.spi.ErrorCode;
import io.braid.spi.Secret;
import io.braid.spi.StatementException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Finds the files and the secrets of a plan's functions. The only place where secrets of functions are opened. */
public final class FunctionBinder {
    private final Catalog catalog;
    private final FunctionFiles files;
    private final Vault vault;

    public FunctionBinder(Catalog catalog, FunctionFiles files, Vault vault) {
        this.catalog = catalog;
        this.files = files;
        this.vault = vault;
    }

    BoundFunction bind(UUID organization, FunctionSpec function) {
        FunctionSource source = catalog.read(view -> view.library().findFunctionSource(organization, function.source()))
                .filter(found -> found.sha256().equals(function.sha256()))
                .orElseThrow(() -> StatementException.of(
                        ErrorCode.INVALID_FUNCTION_SOURCE,
                        "function source \"%s\" does not exist as the query knew it",
                        function.source()));
        Map<String, Secret> secrets = new TreeMap<>();
        for (String name : function.secrets()) {
            StoredSecret secret = catalog.read(view -> view.library().findSecret(organization, name))
                    .orElseThrow(() ->
                            StatementException.of(ErrorCode.INVALID_SECRET, "secret \"%s\" does not exist", name));
            secret.sealed().forEach((key, value) -> secrets.put(name + "." + key, vault.open(value)));
        }
        return new BoundFunction(function.name(), function.className(), files.of(source), secrets);
    }

    /** For looking at a plan only: without secrets, which nothing reads then. */
    BoundFunction bindUnread(UUID organization, FunctionSpec function) {
        return new BoundFunction(
                function.name(),
                function.className(),
                files.of(organization, function.source(), function.sha256()),
                Map.of());
    }
}
