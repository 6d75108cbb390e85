package dev.fermata.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.sql.Connection;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dependency rules of the engine. */
class ArchitectureTest {

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.fermata.engine");

    @Test
    void packagesFormNoCycle() {
        check(slices().matching("dev.fermata.engine.(*)..").should().beFreeOfCycles());
    }

    @Test
    void nothingImportsTheFacade() {
        check(noClasses()
                .that(not(resideInAPackage("dev.fermata.engine")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.fermata.engine"));
    }

    @ParameterizedTest
    @CsvSource({
        "org.jooq.., postgres",
        "dev.fermata.jooq.., postgres",
        "dev.fermata.schema.., postgres",
        "org.postgresql.., postgres",
        "tools.jackson.., codec",
        "com.fasterxml.jackson.., codec",
        "io.github.resilience4j.., retry",
        "com.fasterxml.uuid.., trigger",
    })
    void eachLibraryHasOneImportingPackage(String library, String importer) {
        check(noClasses()
                .that(not(resideInAPackage("dev.fermata.engine." + importer + "..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
    }

    /** A connection passes through to the store; to the codec {@code java.sql.Timestamp} and its like are values. */
    @Test
    void onlyTheStoreSpeaksSql() {
        check(noClasses()
                .that(not(resideInAnyPackage("dev.fermata.engine.postgres", "dev.fermata.engine.codec")))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.sql..", "javax.sql..").and(not(type(Connection.class)))));
    }

    /** Nodes agree on the database's time only; within a JVM durations are measured by {@code System.nanoTime()}. */
    @Test
    void nobodyAsksTheClockOfTheJvm() {
        check(noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(Date.class)
                .orShould()
                .accessTargetWhere(target(nameMatching("now|system.*|tick.*"))
                        .and(target(owner(resideInAPackage("java.time.."))))));
    }

    @Test
    void theEngineKnowsNoSpringAndNoProcessor() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "dev.fermata.processor..", "org.quartz.."));
    }

    @Test
    void thePortsKnowOnlyTheValues() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.fermata.engine.store")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.fermata.engine..")
                        .and(not(resideInAnyPackage("dev.fermata.engine.store", "dev.fermata.engine.model")))));
    }

    /** The facade puts stages and store together; no stage knows which store it runs on. */
    @Test
    void noStageKnowsTheStoresImplementation() {
        check(noClasses()
                .that(not(resideInAnyPackage("dev.fermata.engine", "dev.fermata.engine.postgres")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.fermata.engine.postgres"));
    }

    /** Nothing stored is read by Java serialization, and none lets JSON choose a class by default typing. */
    @Test
    void nothingStoredChoosesItsOwnCode() {
        check(noClasses()
                .should()
                .dependOnClassesThat(assignableTo(ObjectInput.class)
                        .or(assignableTo("tools.jackson.databind.DefaultTyping"))
                        .or(assignableTo("tools.jackson.databind.jsontype.PolymorphicTypeValidator"))
                        .or(assignableTo("tools.jackson.databind.jsontype.impl.DefaultTypeResolverBuilder")))
                .orShould()
                .accessTargetWhere(target(nameMatching(".*[dD]efaultTyping.*"))));
    }

    /** One class looks through the JDK's wrappers of collections with it, and keeps no byte. */
    @Test
    void nothingIsWrittenByJavaSerialization() {
        check(noClasses()
                .that(not(simpleName("Backing")))
                .should()
                .dependOnClassesThat(assignableTo(ObjectOutput.class).and(not(simpleName("Backing")))));
    }

    private static void check(ArchRule rule) {
        rule.check(ENGINE);
    }
}
