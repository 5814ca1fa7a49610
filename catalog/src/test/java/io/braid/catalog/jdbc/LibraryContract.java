package io.braid.catalog.jdbc;

import static io.braid.catalog.jdbc.Samples.ACME;
import static io.braid.catalog.jdbc.Samples.AUDIT;
import static io.braid.catalog.jdbc.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.catalog.DescriptorSource;
import io.braid.catalog.EntityDescriptor;
import io.braid.catalog.FunctionSource;
import io.braid.catalog.SchemaRegistry;
import io.braid.catalog.Store;
import io.braid.catalog.StoredSecret;
import io.braid.catalog.UserFunction;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Function sources, functions, secrets and schema registries. */
abstract class LibraryContract extends AccessContract {
    private static final FunctionSource SOURCE =
            new FunctionSource(ACME, "udfs", "java", "text %s", "a.jar", "00ff", 3, AUDIT);

    private static UserFunction function(int arity) {
        List<String> names = List.of("a", "b").subList(0, arity);
        List<String> types = List.of("BIGINT", "VARCHAR").subList(0, arity);
        return new UserFunction(
                new UUID(1, arity),
                ACME,
                "f",
                names,
                types,
                "DOUBLE",
                UserFunction.Kind.SCALAR,
                "udfs",
                "x.F",
                Map.of("egress.allow.uris", "h:1"),
                AUDIT);
    }

    @Test
    void functionSourcesAndFunctions() {
        write(it -> it.library().createFunctionSource(SOURCE, new byte[] {1, 2, 3}));
        write(it -> it.library().createFunction(function(2)));
        write(it -> it.library().createFunction(function(1)));
        listed(view -> view.library().functionSources(ACME)).containsExactly(SOURCE);
        listed(view -> view.library().functionSources(OTHER)).isEmpty();
        found(view -> view.library().findFunctionSource(ACME, "udfs")).contains(SOURCE);
        found(view -> java.util.Optional.of(List.of(view.library().functionSourceContent(ACME, "udfs")[2])))
                .contains(List.of((byte) 3));
        listed(view -> view.library().functions(ACME)).containsExactly(function(1), function(2));
        listed(view -> view.library().functions(ACME, "f")).containsExactly(function(1), function(2));
        found(view -> view.library().findFunction(new UUID(1, 2))).contains(function(2));
        refuses(
                it -> it.library().createFunction(function(1)),
                ErrorCode.DUPLICATE_FUNCTION,
                "function \"f(a BIGINT)\" already exists");
        refuses(
                it -> it.library().createFunctionSource(SOURCE, new byte[0]),
                ErrorCode.DUPLICATE_FUNCTION_SOURCE,
                "function source \"udfs\" already exists");
        assertThatThrownBy(() -> write(it -> it.library().dropFunctionSource(ACME, "udfs")))
                .isInstanceOf(StatementException.class);
        write(it -> it.library().updateFunction(function(1).ownedBy("ops")));
        write(it -> it.library().updateFunctionSource(SOURCE.ownedBy("ops")));
        write(it -> {
            it.library().dropFunction(new UUID(1, 1));
            it.library().dropFunction(new UUID(1, 2));
            it.library().dropFunctionSource(ACME, "udfs");
        });
        listed(view -> view.library().functionSources(ACME)).isEmpty();
        assertThat(function(2).signature()).isEqualTo("f(a BIGINT, b VARCHAR)");
    }

    @Test
    void descriptorSourcesAndWhatTheyDescribe() {
        DescriptorSource source =
                new DescriptorSource(ACME, "pb", "", "a.desc", "00ff", 2, List.of("shop.Order", "shop.Item"), AUDIT);
        write(it -> it.library().createDescriptorSource(source, new byte[] {4, 5}));
        listed(view -> view.library().descriptorSources(ACME)).containsExactly(source);
        listed(view -> view.library().descriptorSources(OTHER)).isEmpty();
        found(view -> view.library().findDescriptorSource(ACME, "pb")).contains(source);
        found(view -> java.util.Optional.of(List.of(view.library().descriptorSourceContent(ACME, "pb")[1])))
                .contains(List.of((byte) 5));
        refuses(
                it -> it.library().createDescriptorSource(source, new byte[0]),
                ErrorCode.DUPLICATE_DESCRIPTOR,
                "descriptor source \"pb\" already exists");

        write(it -> it.createStore(Samples.store("k")));
        List<String> topic = List.of("a.b");
        EntityDescriptor value = new EntityDescriptor(ACME, "k", topic, "value", "pb", "shop.Item");
        EntityDescriptor key = new EntityDescriptor(ACME, "k", topic, "key", "pb", "shop.Item");
        write(it -> it.library().describeEntity(new EntityDescriptor(ACME, "k", topic, "value", "pb", "shop.Order")));
        write(it -> it.library().describeEntity(value));
        write(it -> it.library().describeEntity(key));
        listed(view -> view.library().entityDescriptors(ACME, "k", topic)).containsExactly(key, value);
        listed(view -> view.library().entityDescriptors(ACME, "k", List.of("a", "b")))
                .isEmpty();
        listed(view -> view.library().entitiesDescribedBy(ACME, "pb")).containsExactly(key, value);
        refuses(
                it -> it.library().describeEntity(new EntityDescriptor(ACME, "k", topic, "key", "no", "x")),
                ErrorCode.INVALID_DESCRIPTOR_SOURCE,
                "descriptor source \"no\" does not exist");
        refuses(
                it -> it.library().dropDescriptorSource(ACME, "pb"),
                ErrorCode.DEPENDENT_OBJECTS,
                "descriptor source \"pb\" cannot be dropped, others depend on it");
        write(it -> it.library().undescribeEntity(ACME, "k", topic, "value"));
        listed(view -> view.library().entityDescriptors(ACME, "k", topic)).containsExactly(key);
        write(it -> it.library().forgetEntity(ACME, "k", topic));
        listed(view -> view.library().entityDescriptors(ACME, "k", topic)).isEmpty();
        write(it -> it.library().describeEntity(value));
        // what is said of a store's entities goes with the store
        write(it -> it.dropStore(ACME, "k"));
        listed(view -> view.library().entitiesDescribedBy(ACME, "pb")).isEmpty();
        DescriptorSource owned = source.ownedBy("ops");
        write(it -> it.library().updateDescriptorSource(owned));
        found(view -> view.library().findDescriptorSource(ACME, "pb")).contains(owned);
        write(it -> it.library().dropDescriptorSource(ACME, "pb"));
        listed(view -> view.library().descriptorSources(ACME)).isEmpty();
    }

    @Test
    void secrets() {
        StoredSecret secret = new StoredSecret(ACME, "key", "generic_string", "", Map.of("secret_string", "x"), AUDIT);
        write(it -> it.library().createSecret(secret));
        listed(view -> view.library().secrets(ACME)).containsExactly(secret);
        refuses(it -> it.library().createSecret(secret), ErrorCode.DUPLICATE_SECRET, "secret \"key\" already exists");
        StoredSecret changed =
                new StoredSecret(ACME, "key", "generic_string", "d", Map.of("secret_string", "y"), AUDIT);
        write(it -> it.library().updateSecret(changed));
        found(view -> view.library().findSecret(ACME, "key")).contains(changed);
        write(it -> it.library().dropSecret(ACME, "key"));
        found(view -> view.library().findSecret(ACME, "key")).isEmpty();
    }

    @Test
    void schemaRegistries() {
        SchemaRegistry registry = registry(Map.of("uris", "http://r"), Set.of(), Store.Status.READY, "");
        write(it -> it.library().createSchemaRegistry(registry));
        listed(view -> view.library().schemaRegistries(ACME)).containsExactly(registry);
        listed(view -> view.library().schemaRegistries(OTHER)).isEmpty();
        refuses(
                it -> it.library().createSchemaRegistry(registry),
                ErrorCode.DUPLICATE_SCHEMA_REGISTRY,
                "schema registry \"sr\" already exists");
        SchemaRegistry changed = registry(
                        Map.of("uris", "http://s", "confluent.password", "sealed"),
                        Set.of("confluent.password"),
                        Store.Status.ERRORED,
                        "100 % gone")
                .ownedBy("ops");
        write(it -> it.library().updateSchemaRegistry(changed));
        found(view -> view.library().findSchemaRegistry(ACME, "sr")).contains(changed);
        write(it -> it.library().dropSchemaRegistry(ACME, "sr"));
        found(view -> view.library().findSchemaRegistry(ACME, "sr")).isEmpty();
    }

    private static SchemaRegistry registry(
            Map<String, String> settings, Set<String> secrets, Store.Status status, String message) {
        return new SchemaRegistry(ACME, "sr", "CONFLUENT", settings, secrets, status, message, AUDIT);
    }
}
