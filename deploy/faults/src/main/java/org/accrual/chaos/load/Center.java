package org.accrual.chaos.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.accrual.chaos.ledger.Intent;

/** A center with a few patients at a time, so that many clients meet on each. */
final class Center {
    private static final int PATIENTS = 5;

    private final String study;
    private final String name;
    private final AtomicInteger subjects = new AtomicInteger();
    private final List<Patient> patients = new CopyOnWriteArrayList<>();

    Center(String study, String name) {
        this.study = study;
        this.name = name;
    }

    String study() {
        return study;
    }

    String name() {
        return name;
    }

    String chain() {
        return study + "/" + name;
    }

    Order activation() {
        return new Order(
                "ActivateCenter", Map.of("name", "Center " + name, "country", "JP"), new Intent.Plain(), _ -> {});
    }

    Order next() {
        patients.removeIf(Patient::isGone);
        if (patients.size() < PATIENTS) return enrolment();
        return anyPatient().map(Patient::next).orElseGet(this::enrolment);
    }

    /** An order that is right whatever else happens. */
    Order undisputed() {
        return anyPatient().map(Patient::observation).orElseGet(this::enrolment);
    }

    private Optional<Patient> anyPatient() {
        List<Patient> now = List.copyOf(patients);
        return now.isEmpty()
                ? Optional.empty()
                : Optional.of(now.get(ThreadLocalRandom.current().nextInt(now.size())));
    }

    /** Several clients take the same subject number; one of them gets the patient. */
    private Order enrolment() {
        int number = subjects.get();
        String subjectNumber = "S" + number;
        return new Order(
                "EnrollPatient",
                Map.of(
                        "subjectNumber",
                        subjectNumber,
                        "sex",
                        "UNKNOWN",
                        "birthYear",
                        1960,
                        "consentBasis",
                        "SYNTHETIC_DATA"),
                new Intent.Enrol(chain(), subjectNumber),
                outcome -> {
                    subjects.compareAndSet(number, number + 1);
                    if (outcome instanceof Order.Done done)
                        patients.add(new Patient(done.answer().get("patient").stringValue()));
                });
    }
}
