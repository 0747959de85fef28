package org.accrual.standalone.issuer;

import java.util.List;
import java.util.stream.Stream;
import org.accrual.study.access.Disclosure;
import org.accrual.study.words.Role;

/** Who can sign in before anyone has edited {@code people.json}: enough for the demo and the README's first steps. */
final class FirstPeople {
    private static final List<String> EVERYTHING = List.of("*");

    /** The centers of the five papers, and two for trying things out. */
    private static final List<String> CENTERS = List.of(
            "seed-000/JP-000",
            "seed-001/HOKKAIDO",
            "seed-002/JP-KAWASAKI",
            "seed-003/MSKCC",
            "seed-004/RU-A",
            "seed-004/RU-B",
            "tutorial/c1",
            "tutorial/c2");

    private FirstPeople() {}

    static List<Person> list() {
        return Stream.concat(acrossStudies(), CENTERS.stream().flatMap(FirstPeople::ofCenter))
                .toList();
    }

    private static Stream<Person> acrossStudies() {
        return Stream.of(
                everywhere("administrator", "Study administrator", Role.ADMINISTRATOR, Disclosure.AGGREGATE),
                everywhere("monitor", "Data monitor", Role.MONITOR, Disclosure.RECORD_LEVEL),
                everywhere("analyst", "Analyst", Role.ANALYST, Disclosure.RECORD_LEVEL),
                everywhere("analyst-aggregate", "Analyst, aggregates only", Role.ANALYST, Disclosure.AGGREGATE));
    }

    private static Stream<Person> ofCenter(String center) {
        return Stream.of(
                at(center, "coordinator", "Coordinator", Role.COORDINATOR),
                at(center, "investigator", "Investigator", Role.INVESTIGATOR));
    }

    private static Person everywhere(String user, String name, Role role, Disclosure disclosure) {
        return new Person(user, name, null, null, List.of(role), EVERYTHING, EVERYTHING, disclosure);
    }

    private static Person at(String center, String user, String name, Role role) {
        String study = center.substring(0, center.indexOf('/'));
        return new Person(
                user + "." + center.replace('/', '.'),
                name + " of " + center,
                null,
                null,
                List.of(role),
                List.of(study),
                List.of(center),
                Disclosure.RECORD_LEVEL);
    }
}
