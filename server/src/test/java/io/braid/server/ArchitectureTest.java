package io.braid.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Maven cannot hold of the layering: libraries that more than one module can see, and packages inside a module.
 * Think hard before changing this file; it is cheaper to move the class.
 */
class ArchitectureTest {
    /** The front door of each module: it may use the packages behind it, and they its words. */
    private static final Set<String> FRONT_DOORS = Set.of(
            "io.braid.sql",
            "io.braid.spi",
            "io.braid.client",
            "io.braid.feed",
            "io.braid.formats",
            "io.braid.catalog",
            "io.braid.view",
            "io.braid.connector.kafka",
            "io.braid.connector.registry",
            "io.braid.broker",
            "io.braid.testing",
            "io.braid.engine",
            "io.braid.flink.job",
            "io.braid.flink.runtime",
            "io.braid.server");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.braid");

    /** A rule over no classes would pass for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.braid.sql",
                "io.braid.spi",
                "io.braid.catalog",
                "io.braid.view",
                "io.braid.engine",
                "io.braid.flink.job",
                "io.braid.server"
            })
    void everyModuleIsInView(String module) {
        assertThat(OURS).anyMatch(type -> type.getPackageName().startsWith(module));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JDBC                | java.sql..,javax.sql..,org.jdbi..,org.flywaydb..,com.zaxxer.. | io.braid.catalog.jdbc..,io.braid.view..",
                "the HTTP library    | io.javalin..,jakarta.servlet..,org.eclipse.jetty..            | io.braid.server.http..",
                "ANTLR               | org.antlr..                                                   | io.braid.sql.parse..",
                "the Kafka client    | org.apache.kafka..,kafka..,scala..                            | io.braid.connector.kafka..,io.braid.broker..",
                "Flink               | org.apache.flink..                                            | io.braid.flink..",
                "the token library   | com.nimbusds..                                                | io.braid.server.identity..",
            })
    void onlyOnePlaceNames(String what, String library, String home) {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(home.split(",", -1))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library.split(",", -1))
                .as("only " + home + " names " + what);

        rule.allowEmptyShould(true).check(OURS);
    }

    /** But for the formats: the connector hands them records of the client that it shades, and there is no other. */
    @Test
    void nobodyImportsWhatAnotherLibraryShades() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.braid.flink.job.format..")
                .should()
                .dependOnClassesThat(describe("are shaded", ArchitectureTest::isShaded))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void theEngineSpeaksNoJson() {
        noClasses()
                .that()
                .resideInAPackage("io.braid.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .allowEmptyShould(true)
                .check(OURS);
    }

    /** Control plane and data plane will one day be two processes; they share tickets and the engine's ports. */
    @Test
    void controlAndDataNeverMeet() {
        never("io.braid.server.control..", "io.braid.server.data..");
        never("io.braid.server.data..", "io.braid.server.control..");
    }

    @Test
    void packagesFormNoCycles() {
        slices().assignedFrom(new PackagesBehindTheFrontDoors())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(OURS);
    }

    /** NullAway looks only at marked packages, so a forgotten one is not checked at all. */
    @Test
    void everyPackageSaysThatNothingIsNull() {
        assertThat(OURS).isNotEmpty().allSatisfy(type -> assertThat(
                        type.getPackage().isAnnotatedWith(NullMarked.class))
                .as("package %s is @NullMarked", type.getPackageName())
                .isTrue());
    }

    private static void never(String here, String there) {
        noClasses()
                .that(resideInAnyPackage(here))
                .should()
                .dependOnClassesThat(resideInAnyPackage(there))
                .allowEmptyShould(true)
                .check(OURS);
    }

    private static boolean isShaded(JavaClass type) {
        return type.getPackageName().contains(".shaded.")
                || type.getPackageName().contains(".relocated.");
    }

    private static final class PackagesBehindTheFrontDoors implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return name.startsWith("io.braid.") && !FRONT_DOORS.contains(name)
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages behind the front door of their module";
        }
    }
}
