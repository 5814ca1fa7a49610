package io.braid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.analysis.QueryProperties;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.analysis.SourceProperties;
import io.braid.engine.analysis.ViewProperties;
import io.braid.engine.library.DescriptorSourceStatements;
import io.braid.engine.library.FunctionProperties;
import io.braid.engine.library.FunctionSourceStatements;
import io.braid.engine.library.SecretStatements;
import io.braid.engine.organization.InvitationProperties;
import io.braid.engine.organization.TokenProperties;
import io.braid.engine.pool.PoolProperties;
import io.braid.spi.RegistryType;
import io.braid.spi.Setting;
import io.braid.spi.StoreType;
import io.braid.testing.ReferencePage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference of parameters is written from what reads them; {@code -Dgolden.update} rewrites it. */
class ParametersReferenceTest {
    @Test
    void theReferenceSaysWhatTheCodeDoes() {
        ReferencePage.assertSays("parameters.md", reference());
    }

    private static String reference() {
        StringBuilder text = new StringBuilder("""
                # Parameters of statements

                What may stand in `WITH (…)`. Names have no case. A value is text in quotes, or a word, a number or a boolean
                without. A name that an object does not have, a value that cannot be read, and the lack of a required one are
                refused, with the place of the list and the names that would do. Secret values are encrypted at rest and
                shown by nothing.

                This page is written from the code: `mvn -pl server test -Dtest=ParametersReferenceTest -Dgolden.update`.
                """);
        for (StoreType type : sorted(StoreType.class, StoreType::name)) {
            chapter(text, "CREATE STORE, 'type' = " + type.name(), type.settings());
            chapter(text, "CREATE ENTITY in a store of type " + type.name(), type.entitySettings());
            if (!type.freeEntityPrefix().isEmpty()) {
                text.append("\nWhat begins with `")
                        .append(type.freeEntityPrefix())
                        .append("` goes to the store as it is.\n");
            }
            chapter(text, "What writes into a store of type " + type.name(), type.writerSettings());
        }
        for (RegistryType type : sorted(RegistryType.class, RegistryType::name)) {
            chapter(text, "CREATE SCHEMA_REGISTRY, 'type' = " + type.name(), type.settings());
        }
        List<Setting<?>> ofRelations = new ArrayList<>(RelationProperties.ALL);
        ofRelations.removeAll(SourceProperties.ALL);
        chapter(text, "CREATE STREAM and CREATE CHANGELOG, with or without AS", ofRelations);
        text.append("\nWhat begins with `")
                .append(RelationProperties.TOPIC_PREFIX)
                .append(
                        "` is a configuration of a topic that has to be created. The parameters of what writes into the store and"
                                + " of the next chapter may stand here, too; INSERT INTO takes those of what writes.\n");
        chapter(text, "FROM … WITH", SourceProperties.ALL);
        chapter(text, "CREATE MATERIALIZED VIEW", ViewProperties.ALL);
        chapter(text, "QUERY WITH", QueryProperties.ALL);
        chapter(text, "CREATE and UPDATE COMPUTE_POOL", PoolProperties.ALL);
        chapter(text, "CREATE FUNCTION_SOURCE", FunctionSourceStatements.ALL);
        chapter(text, "CREATE FUNCTION", FunctionProperties.ALL);
        text.append("\nAny other one is kept and shown by LIST FUNCTIONS.\n");
        chapter(text, "CREATE DESCRIPTOR_SOURCE", DescriptorSourceStatements.ALL);
        chapter(text, "CREATE and UPDATE SECRET", SecretStatements.ALL);
        text.append("\nAny other one is a further value of the secret.\n");
        chapter(text, "CREATE API_TOKEN", TokenProperties.ALL);
        chapter(text, "INVITE USER", InvitationProperties.ALL);
        return text.toString();
    }

    private static <T> List<T> sorted(Class<T> type, Function<T, String> name) {
        List<T> found = new ArrayList<>();
        ServiceLoader.load(type).forEach(found::add);
        assertThat(found).isNotEmpty();
        found.sort(Comparator.comparing(name));
        return found;
    }

    private static void chapter(StringBuilder text, String title, List<Setting<?>> settings) {
        text.append("\n## ").append(title).append("\n\n");
        if (settings.isEmpty()) {
            text.append("None.\n");
            return;
        }
        text.append("| parameter | also | default | kind | meaning |\n|---|---|---|---|---|\n");
        settings.forEach(setting -> text.append(line(setting)));
    }

    private static String line(Setting<?> setting) {
        String also = setting.aliases().stream().map(alias -> "`" + alias + "`").collect(Collectors.joining(", "));
        String fallback = setting.required()
                ? "required"
                : setting.defaultValue().map(value -> "`" + value + "`").orElse("none");
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(setting.name(), also, fallback, setting.typeName(), setting.meaning());
    }
}
