package org.accrual.statistics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class SurvivalBoundaryTest {

    private static final JavaClasses SURVIVAL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.accrual.statistics");

    /** Pure functions on arrays: no framework, no store, nothing of the product. */
    @Test
    void theEngineDependsOnJavaAndTheStatisticsLibraryAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.apache.commons.statistics.inference..",
                        "org.apache.commons.statistics.distribution..",
                        "org.accrual.statistics..")
                .check(SURVIVAL);
    }

    /** The same rows give the same bits, today and tomorrow: no clock, no chance, no machine-dependent mathematics. */
    @Test
    void theEngineAsksNoClockAndNoUnseededChance() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.time..", "java.io..", "java.nio..", "java.util.concurrent..")
                .orShould()
                .callMethod(Math.class, "exp", double.class)
                .orShould()
                .callMethod(Math.class, "log", double.class)
                .orShould()
                .callMethod(Math.class, "pow", double.class, double.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(SURVIVAL);
    }
}
