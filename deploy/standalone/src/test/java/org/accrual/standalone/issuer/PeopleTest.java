package org.accrual.standalone.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.accrual.standalone.DataDirectory;
import org.accrual.study.access.Disclosure;
import org.accrual.study.words.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleTest {
    @TempDir
    Path directory;

    Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("people.json");
    }

    @Test
    void makesTheFirstPeopleWithPasswordsOfTheirOwnThatOnlyTheOwnerCanRead() throws Exception {
        People people = People.open(file);

        assertThat(people.all())
                .extracting(Person::password)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(people.all())
                .extracting(Person::subject)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(people.with(Role.COORDINATOR, "seed-004/RU-B").orElseThrow().centers())
                .containsExactly("seed-004/RU-B");
        assertThat(people.with(Role.ANALYST).orElseThrow().disclosure()).isEqualTo(Disclosure.RECORD_LEVEL);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsThemAcrossStarts() {
        assertThat(People.open(file).all()).isEqualTo(People.open(file).all());
    }

    @Test
    void completesWhomSomebodyAdded() throws Exception {
        Files.writeString(file, entry("ana", "COORDINATOR"));

        Person ana = People.open(file).named("ana").orElseThrow();

        assertThat(ana.password()).isNotBlank();
        assertThat(People.read(file).named("ana")).contains(ana);
    }

    @Test
    void refusesTwoOfTheSameName() throws Exception {
        Files.writeString(file, "[" + inner("ana", "MONITOR") + "," + inner("ana", "ANALYST") + "]");
        assertThatThrownBy(() -> People.open(file))
                .isInstanceOf(DataDirectory.Unusable.class)
                .hasMessageContaining("ana");
    }

    @Test
    void saysWhichRolesItKnows() throws Exception {
        Files.writeString(file, entry("ana", "BOSS"));
        assertThatThrownBy(() -> People.open(file))
                .isInstanceOf(DataDirectory.Unusable.class)
                .hasMessageContaining("[0].roles[0] is not one of COORDINATOR, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'roles': ['COORDINATOR'] | 'roles': ['BOSS'] | line 3: [0].roles[0]",
                "'disclosure': 'AGGREGATE' | 'disclosure': 'AGREGATE' | line 6: [0].disclosure",
                "'studies' | 'studeis' | line 4: [0].studeis",
                "'name': 'A' | 'name': '' | line 2: [0]: name is empty",
            })
    void namesLineAndFieldOfASlip(String right, String wrong, String said) throws Exception {
        String written = """
                [
                 {'user': 'ana', 'name': 'A',
                  'roles': ['COORDINATOR'],
                  'studies': ['s'],
                  'centers': ['s/c'],
                  'disclosure': 'AGGREGATE'}
                ]
                """;
        assertThat(written).contains(right);
        Files.writeString(file, written.replace(right, wrong).replace('\'', '"'));
        assertThatThrownBy(() -> People.open(file))
                .isInstanceOf(DataDirectory.Unusable.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(said);
    }

    private static String entry(String user, String role) {
        return "[" + inner(user, role) + "]";
    }

    private static String inner(String user, String role) {
        return """
                {"user":"%s","name":"A","roles":["%s"],"studies":["s"],"centers":["s/c"],"disclosure":"AGGREGATE"}""".formatted(user, role);
    }
}
