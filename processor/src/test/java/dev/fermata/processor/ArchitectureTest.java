package dev.fermata.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

@AnalyzeClasses(packages = "dev.fermata.processor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.fermata.processor.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule phasesKnowOnlyWhatTheyWorkOn = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("rounds")
            .definedBy("dev.fermata.processor")
            .layer("model")
            .definedBy("dev.fermata.processor.model")
            .layer("tree")
            .definedBy("dev.fermata.processor.tree")
            .layer("diagnostic")
            .definedBy("dev.fermata.processor.diagnostic")
            .layer("validate")
            .definedBy("dev.fermata.processor.validate")
            .layer("graph")
            .definedBy("dev.fermata.processor.graph")
            .layer("lower")
            .definedBy("dev.fermata.processor.lower")
            .layer("liveness")
            .definedBy("dev.fermata.processor.liveness")
            .layer("emit")
            .definedBy("dev.fermata.processor.emit")
            .whereLayer("rounds")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("tree")
            .mayOnlyBeAccessedByLayers("rounds", "diagnostic")
            .whereLayer("validate")
            .mayOnlyBeAccessedByLayers("rounds")
            .whereLayer("lower")
            .mayOnlyBeAccessedByLayers("rounds")
            .whereLayer("liveness")
            .mayOnlyBeAccessedByLayers("lower", "emit")
            .whereLayer("emit")
            .mayOnlyBeAccessedByLayers("rounds", "lower");

    @ArchTest
    static final ArchRule onlyTheOutputKnowsJavaPoet = noClasses()
            .that()
            .resideOutsideOfPackage("dev.fermata.processor.emit")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.palantir.javapoet..");

    @ArchTest
    static final ArchRule nothingReliesOnTheInsideOfJavac =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.sun.tools..");

    @ArchTest
    static final ArchRule roundsHandleNoTrees = noClasses()
            .that()
            .resideInAPackage("dev.fermata.processor")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.source..");
}
