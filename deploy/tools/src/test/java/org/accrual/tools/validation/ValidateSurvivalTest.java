package org.accrual.tools.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateSurvivalTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private ValidateSurvival.Counts validate(Path folder) throws IOException {
        return ValidateSurvival.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Test
    void everyCaseOfTheProjectAgreesWithR() throws IOException, URISyntaxException {
        assertThat(validate(copies("/oracle")))
                .as(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo(new ValidateSurvival.Counts(119, 0, 0));
    }

    /** Weights, delayed entry, factors, clusters of weighted rows: made by the script beside them. */
    @Test
    void theFurtherCasesAgreeWithR() throws IOException, URISyntaxException {
        assertThat(validate(copies("/oracle-further")))
                .as(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo(new ValidateSurvival.Counts(22, 0, 0));
    }

    /** Competing risks, penalties and what else tables of retrospective studies use: made by the scripts beside them. */
    @Test
    void theCasesOfRetrospectiveTablesAgreeWithR() throws IOException, URISyntaxException {
        assertThat(validate(copies("/oracle-retrospective")))
                .as(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo(new ValidateSurvival.Counts(37, 0, 0));
    }

    private static Path copies(String folder) throws URISyntaxException {
        return Path.of(ValidateSurvivalTest.class.getResource(folder).toURI());
    }

    @Test
    void aWrongNumberDiffersAndSaysWhere(@TempDir Path folder) throws IOException {
        write(folder, """
                {"cases":[{"id":"half","method":"proportion","successes":1,"n":2,"expect":{"est":0.5000001}}]}""");
        assertThat(validate(folder)).isEqualTo(new ValidateSurvival.Counts(0, 1, 0));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("DIFFERS").contains("/est");
    }

    @Test
    void anUnknownMethodFieldOrInstructionIsUnsupported(@TempDir Path folder) throws IOException {
        write(folder, """
                {"cases":[
                {"id":"method","method":"tea-leaves","expect":{}},
                {"id":"field","method":"proportion","successes":1,"n":2,"expect":{"est":0.5,"mood":1}},
                {"id":"instruction","method":"proportion","successes":1,"n":2,"phase":"full moon","expect":{"est":0.5}}
                ]}""");
        assertThat(validate(folder)).isEqualTo(new ValidateSurvival.Counts(0, 0, 3));
    }

    @Test
    void anExpectedRefusalHasToBeGiven(@TempDir Path folder) throws IOException {
        write(folder, """
                {"cases":[
                {"id":"kept","method":"proportion","successes":3,"n":2,"expect":{"refusal":"x > n"}},
                {"id":"broken","method":"proportion","successes":1,"n":2,"expect":{"refusal":"none needed"}}
                ]}""");
        assertThat(validate(folder)).isEqualTo(new ValidateSurvival.Counts(1, 1, 0));
    }

    @Test
    void aNumberWhereNoneIsExpectedDiffers(@TempDir Path folder) throws IOException {
        write(folder, """
                {"cases":[{"id":"null","method":"proportion","successes":1,"n":2,"expect":{"est":null}}]}""");
        assertThat(validate(folder)).isEqualTo(new ValidateSurvival.Counts(0, 1, 0));
    }

    private static void write(Path folder, String json) throws IOException {
        Files.writeString(folder.resolve("cases.json"), json);
    }
}
