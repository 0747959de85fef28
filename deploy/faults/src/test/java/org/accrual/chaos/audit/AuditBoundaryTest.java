package org.accrual.chaos.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class AuditBoundaryTest {
    /**
     * A mistake of the services' is not repeated by who judges them. The rule itself is the log's: a stranger's script
     * reads it independently, on the format's vectors and on a real log.
     */
    @Test
    void theAuditorKnowsTheRuleAndNothingElseOfThePlatform() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.accrual.log.audit..",
                        "org.accrual.log.keys..",
                        "org.accrual.log.clients..",
                        "org.accrual.study..",
                        "org.accrual.command..",
                        "org.accrual.query..",
                        "org.accrual.chaos.verification..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.accrual.chaos.audit", "org.accrual.chaos.ledger"));
    }
}
