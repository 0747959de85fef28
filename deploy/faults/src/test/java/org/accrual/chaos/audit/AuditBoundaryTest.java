package org.accrual.chaos.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class AuditBoundaryTest {
    /** A mistake of the platform's is not repeated by who judges it. */
    @Test
    void theAuditorSharesNoCodeWithThePlatform() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.accrual.log..",
                        "org.accrual.command..",
                        "org.accrual.query..",
                        "org.accrual.chaos.verification..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.accrual.chaos.audit", "org.accrual.chaos.ledger"));
    }
}
