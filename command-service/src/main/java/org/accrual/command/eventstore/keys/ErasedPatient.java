package org.accrual.command.eventstore.keys;

/** The patient's key was erased: nothing can be added to what nobody can read. */
public final class ErasedPatient extends RuntimeException {
    private static final long serialVersionUID = 1;

    ErasedPatient(String patient) {
        super("the patient " + patient + " was erased");
    }
}
