package org.accrual.standalone.boundaries;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoundariesTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.accrual");

    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("broken");

    @ParameterizedTest
    @EnumSource
    void holds(Boundary boundary) {
        boundary.under("org.accrual").check(HOUSE);
    }

    @ParameterizedTest
    @EnumSource
    void seesWhoBreaksIt(Boundary boundary) {
        assertThat(boundary.under("broken").evaluate(BROKEN).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains(boundary.offender()));
    }
}
